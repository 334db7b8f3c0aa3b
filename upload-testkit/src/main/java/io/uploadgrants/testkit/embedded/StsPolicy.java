package io.uploadgrants.testkit.embedded;

import io.uploadgrants.testkit.policy.MalformedPolicyException;
import io.uploadgrants.testkit.policy.SessionPolicy;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The session policy of a request.
 *
 * @param policies the policy, or none
 * @param packedSize how much of the space it takes, in percent; null without a policy
 */
record StsPolicy(List<SessionPolicy> policies, @Nullable String packedSize) {

  private static final int MAX = 2048;
  private static final Pattern CHARACTERS =
      Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");

  static StsPolicy read(QueryParameters parameters) {
    parameters.skipEmptyList("PolicyArns");
    String text = parameters.raw("Policy");
    if (text == null) {
      return new StsPolicy(List.of(), null);
    }
    if (text.length() > MAX) {
      throw new QueryException(
          400,
          "PackedPolicyTooLarge",
          "The policy has %,d characters. A session policy has %,d at most. Name fewer resources or actions."
              .formatted(text.length(), MAX));
    }
    // AWS packs in a way that it doesn't publish; the plain text's share comes near.
    return new StsPolicy(
        List.of(parse(text)), String.valueOf((text.length() * 100 + MAX - 1) / MAX));
  }

  /** Reads a policy of IAM's characters, a session's or a role's. */
  static SessionPolicy parse(String text) {
    if (!CHARACTERS.matcher(text).matches()) {
      throw malformed(
          "The policy is empty or has a character beyond U+00FF or a control character. A"
              + " policy has tab, line feed, carriage return and U+0020 to U+00FF. Write other"
              + " characters as JSON's \\uXXXX.");
    }
    try {
      return SessionPolicy.parse(text);
    } catch (MalformedPolicyException refused) {
      throw malformed(String.valueOf(refused.getMessage()));
    }
  }

  private static QueryException malformed(String message) {
    return new QueryException(400, "MalformedPolicyDocument", message);
  }
}
