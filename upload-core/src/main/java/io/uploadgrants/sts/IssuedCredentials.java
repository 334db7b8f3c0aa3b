package io.uploadgrants.sts;

import io.uploadgrants.IssuanceFailedException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Credentials as a service answered with them, which may lack any part: a proxy may have written
 * the answer.
 *
 * @param accessKeyId the access key, or {@code null}
 * @param secretAccessKey the secret key, or {@code null}
 * @param sessionToken the session token, or {@code null}
 * @param expiration when they end, or {@code null}
 */
public record IssuedCredentials(
    @Nullable String accessKeyId,
    @Nullable String secretAccessKey,
    @Nullable String sessionToken,
    @Nullable Instant expiration) {

  /** What credentials consist of. */
  public enum Part {
    /** The access key. */
    ACCESS_KEY,
    /** The secret key. */
    SECRET_KEY,
    /** The session token. */
    SESSION_TOKEN,
    /** When they end. */
    EXPIRY
  }

  /**
   * Returns the credentials of STS.
   *
   * @param credentials as STS answered with them
   * @return the same, unchecked
   */
  public static IssuedCredentials of(Credentials credentials) {
    return new IssuedCredentials(
        credentials.accessKeyId(),
        credentials.secretAccessKey(),
        credentials.sessionToken(),
        credentials.expiration());
  }

  /**
   * Returns the session that they are of.
   *
   * @param key the key or prefix that it may write
   * @param identityId the Cognito identity that it stands for, or {@code null}
   * @param incomplete makes what is thrown of the first part that is missing
   * @return the session
   * @throws IssuanceFailedException when a part is missing
   */
  public IssuedSession session(
      String key, @Nullable String identityId, Function<Part, IssuanceFailedException> incomplete) {
    String access = part(accessKeyId, Part.ACCESS_KEY, incomplete);
    String secret = part(secretAccessKey, Part.SECRET_KEY, incomplete);
    String token = part(sessionToken, Part.SESSION_TOKEN, incomplete);
    Instant expiresAt = part(expiration, Part.EXPIRY, incomplete);
    return new IssuedSession(
        AwsSessionCredentials.builder()
            .accessKeyId(access)
            .secretAccessKey(secret)
            .sessionToken(token)
            .expirationTime(expiresAt)
            .build(),
        expiresAt,
        key,
        identityId);
  }

  private static <T> T part(
      @Nullable T given, Part part, Function<Part, IssuanceFailedException> incomplete) {
    if (given == null) {
      throw incomplete.apply(part);
    }
    return given;
  }

  /** Returns the expiry, but nothing of the credentials. */
  @Override
  public String toString() {
    return "IssuedCredentials[<redacted>, expiration=" + expiration + "]";
  }
}
