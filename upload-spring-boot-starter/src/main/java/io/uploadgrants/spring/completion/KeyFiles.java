package io.uploadgrants.spring.completion;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.spring.settings.UploadProperties;
import io.uploadgrants.token.ReceiptKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ResourceLoader;

/** The keys of receipts, each given as PEM or as where that is. */
final class KeyFiles {

  private static final String PEM = "-----BEGIN";
  private static final String PRIVATE_KEY = "receipts.private-key";
  private static final String PUBLIC_KEY = "receipts.public-key";

  private KeyFiles() {}

  /** Returns the keys, or {@code null} when there are none. */
  static @Nullable ReceiptKeys keys(UploadProperties.Receipts receipts, ResourceLoader resources) {
    String privateKey = receipts.privateKey();
    List<String> publicKeys = receipts.publicKey();
    if (privateKey == null && publicKeys.isEmpty()) {
      return null;
    }
    if (privateKey == null || publicKeys.isEmpty()) {
      String missing = privateKey == null ? PRIVATE_KEY : PUBLIC_KEY;
      throw new UploadConfigurationException(
          missing,
          "The property 'upload.%s' is set, and 'upload.%s' isn't, without which no receipt can be signed and verified; set it, or remove the other.",
          privateKey == null ? PUBLIC_KEY : PRIVATE_KEY,
          missing);
    }
    String[] pems =
        publicKeys.stream().map(key -> pem(PUBLIC_KEY, key, resources)).toArray(String[]::new);
    return ReceiptKeys.ofPem(
        pem(PRIVATE_KEY, privateKey, resources),
        pems[0],
        List.of(pems).subList(1, pems.length).toArray(String[]::new));
  }

  /** What can't be read isn't repeated: it may be the key itself, cut off. */
  private static String pem(String setting, String given, ResourceLoader resources) {
    if (given.strip().startsWith(PEM)) {
      return given;
    }
    try {
      return resources.getResource(given).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException | IllegalArgumentException missing) {
      throw new UploadConfigurationException(
          setting,
          "The property 'upload.%s' is neither a key in PEM, which begins with '-----BEGIN', nor the location of a file that can be read; give one of the two, for instance 'file:/etc/uploads/receipts.pem'.",
          setting);
    }
  }
}
