package io.uploadgrants.token;

import io.uploadgrants.UploadConfigurationException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys as OpenSSL writes them. What is wrong is told without a character of the text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468, PEM</a>
 */
final class PemKeys {

  static final String PRIVATE_KEY = "receipts.private-key";
  static final String PUBLIC_KEY = "receipts.public-key";

  private static final List<String> ALGORITHMS = List.of("EC", "Ed25519");

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private PemKeys() {}

  static PrivateKey privateKey(String pem) {
    byte[] key = decoded(pem, "PRIVATE KEY");
    if (key == null) {
      throw new UploadConfigurationException(
          PRIVATE_KEY,
          "The private key for receipts is no PKCS #8 key in PEM, which begins with '-----BEGIN PRIVATE KEY-----'; make one by 'openssl genpkey -algorithm ed25519', or convert yours by 'openssl pkcs8 -topk8 -nocrypt'.");
    }
    return made(PRIVATE_KEY, factory -> factory.generatePrivate(new PKCS8EncodedKeySpec(key)));
  }

  static PublicKey publicKey(String pem) {
    byte[] key = decoded(pem, "PUBLIC KEY");
    if (key == null) {
      throw new UploadConfigurationException(
          PUBLIC_KEY,
          "A public key for receipts is no key in PEM, which begins with '-----BEGIN PUBLIC KEY-----'; make it of the private key by 'openssl pkey -pubout'.");
    }
    return made(PUBLIC_KEY, factory -> factory.generatePublic(new X509EncodedKeySpec(key)));
  }

  private static byte @Nullable [] decoded(String pem, String label) {
    Matcher block = BLOCK.matcher(pem.strip());
    try {
      return block.matches() && block.group(1).equals(label)
          ? Base64.getDecoder().decode(block.group(2).replaceAll("\\s", ""))
          : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private interface Maker<K> {
    K make(KeyFactory factory) throws GeneralSecurityException;
  }

  private static <K> K made(String setting, Maker<K> maker) {
    for (String algorithm : ALGORITHMS) {
      K key = madeOrNull(algorithm, maker);
      if (key != null) {
        return key;
      }
    }
    throw ReceiptKeys.unsuitable(setting);
  }

  private static <K> @Nullable K madeOrNull(String algorithm, Maker<K> maker) {
    try {
      return maker.make(KeyFactory.getInstance(algorithm));
    } catch (InvalidKeySpecException another) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 17 has " + algorithm, e);
    }
  }
}
