package io.uploadgrants.cognito;

import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.iam.IdentityPoolId;
import io.uploadgrants.sts.IssuedCredentials;
import io.uploadgrants.sts.IssuedSession;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Cognito or STS answered for an identity pool, checked before anything is built on it. */
final class IdentityPoolResponses {

  /** As Cognito has it. None of these characters is a wildcard or ends a part of a key. */
  private static final Pattern IDENTITY = Pattern.compile("[\\w-]{1,50}:[0-9a-f-]{1,50}");

  private static final int MAX_IDENTITY = 55;

  private IdentityPoolResponses() {}

  /** Returns a part that every answer has. */
  static <T> T part(@Nullable T part, String name) {
    if (part == null) {
      throw incomplete(name);
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
          ErrorText.of(
              "The identity pool '%s' answered with an identity id that isn't of the form %s:uuid; check which service the client's endpoint is.",
              pool.id(), pool.region()),
          null);
    }
    return id;
  }

  /**
   * Returns the session of an identity.
   *
   * @param prefix what stands before the identity in its keys
   */
  static IssuedSession session(IssuedCredentials issued, String prefix, String identityId) {
    return issued.session(
        key(prefix, identityId), identityId, missing -> incomplete(name(missing)));
  }

  private static String name(IssuedCredentials.Part part) {
    return switch (part) {
      case ACCESS_KEY -> "an access key";
      case SECRET_KEY -> "a secret key";
      case SESSION_TOKEN -> "a session token";
      case EXPIRY -> "the credentials' expiry";
    };
  }

  private static IssuanceFailedException incomplete(String missing) {
    return new IssuanceFailedException(
        ErrorText.of(
            "The service answered without %s; check which service the client's endpoint is.",
            missing),
        null);
  }

  /** Returns the prefix of one identity alone. */
  static String key(String prefix, String identityId) {
    return prefix + identityId + "/";
  }
}
