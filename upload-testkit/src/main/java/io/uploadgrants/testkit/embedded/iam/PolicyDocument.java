package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.policy.MalformedPolicyException;
import io.uploadgrants.testkit.policy.SessionPolicy;
import java.util.regex.Pattern;

/** What IAM takes for a policy. */
public final class PolicyDocument {

  private static final Pattern CHARACTERS =
      Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");

  private PolicyDocument() {}

  /** Reads a policy of IAM's characters, a session's or a role's. */
  public static SessionPolicy parse(String text) {
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
