package io.uploadgrants.cognito;

import io.uploadgrants.UploadConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * An app client of a user pool.
 *
 * @param id its id
 * @param secret its secret, or {@code null} when it has none
 */
record AppClient(String id, @Nullable String secret) {

  private static final String HMAC = "HmacSHA256";
  private static final Pattern ID = Pattern.compile("[\\w+]{1,128}");

  static String checkedId(String clientId) {
    if (!ID.matcher(Objects.requireNonNull(clientId, "clientId")).matches()) {
      throw new UploadConfigurationException(
          "client-id",
          "An app client's id of %d characters was given; it has 1 to 128 letters and digits. Take it from the pool's list of app clients.",
          clientId.length());
    }
    return clientId;
  }

  /**
   * Returns the proof that a user's sign-in comes from who knows the secret.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash">Computing
   *     secret hash values</a>
   */
  @Nullable String secretHash(String username) {
    if (secret == null) {
      return null;
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      mac.update(username.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("Every Java has " + HMAC, impossible);
    }
  }

  @Override
  public String toString() {
    return "AppClient[id=%s, secret=<redacted>]".formatted(id);
  }
}
