package io.uploadgrants.cognito;

import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.iam.IdentityPoolId;
import io.uploadgrants.sts.IssuedSession;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** What a service answered, checked before anything is built on it. */
final class Answer {

  /** As Cognito has it. None of these characters is a wildcard or ends a part of a key. */
  private static final Pattern IDENTITY = Pattern.compile("[\\w-]{1,50}:[0-9a-f-]{1,50}");

  private static final int MAX_IDENTITY = 55;

  private Answer() {}

  /** Returns a part that every answer has. */
  static <T> T part(@Nullable T part, String name) {
    if (part == null) {
      throw new IssuanceFailedException(
          "The service answered without %s; check which service the client's endpoint is."
              .formatted(name),
          null);
    }
    return part;
  }

  /**
   * Returns an identity's id, which becomes part of a key and of a policy.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html">GetId:
   *     IdentityId</a>
   */
  static String identityId(@Nullable String answered, IdentityPoolId pool) {
    String id = part(answered, "an identity id");
    if (id.length() > MAX_IDENTITY
        || !IDENTITY.matcher(id).matches()
        || !id.startsWith(pool.region() + ":")) {
      throw new IssuanceFailedException(
          "The identity pool '%s' answered with an identity id that isn't of the form %s:uuid; check which service the client's endpoint is."
              .formatted(pool.id(), pool.region()),
          null);
    }
    return id;
  }

  /**
   * Returns the session of an identity.
   *
   * @param prefix what stands before the identity in its keys
   */
  static IssuedSession session(
      @Nullable String accessKeyId,
      @Nullable String secretKey,
      @Nullable String sessionToken,
      @Nullable Instant expiration,
      String prefix,
      String identityId) {
    Instant expiresAt = part(expiration, "the credentials' expiry");
    return new IssuedSession(
        AwsSessionCredentials.builder()
            .accessKeyId(part(accessKeyId, "an access key"))
            .secretAccessKey(part(secretKey, "a secret key"))
            .sessionToken(part(sessionToken, "a session token"))
            .expirationTime(expiresAt)
            .build(),
        expiresAt,
        key(prefix, identityId),
        identityId);
  }

  /** Returns the prefix of one identity alone. */
  static String key(String prefix, String identityId) {
    return prefix + identityId + "/";
  }
}
