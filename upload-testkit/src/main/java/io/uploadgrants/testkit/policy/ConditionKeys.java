package io.uploadgrants.testkit.policy;

import java.util.List;
import java.util.regex.Pattern;

/** The condition keys that a policy may name. */
final class ConditionKeys {

  private static final List<String> PREFIXES =
      List.of(
          "aws:",
          "s3:",
          "sts:",
          "kms:",
          "saml:",
          "cognito-identity.amazonaws.com:",
          "www.amazon.com:",
          "graph.facebook.com:",
          "accounts.google.com:");

  // What a tag's key, the freest part of a condition key, may consist of
  private static final Pattern SHAPE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");

  private ConditionKeys() {}

  /** The key, when it belongs to a service whose keys a request to S3 can have. */
  static String checked(String key, String where) {
    boolean known =
        PREFIXES.stream()
            .anyMatch(
                each ->
                    key.length() > each.length()
                        && key.regionMatches(true, 0, each, 0, each.length()));
    if (!known || !SHAPE.matcher(key).matches()) {
      throw new MalformedPolicyException(
          where + " names the condition key " + MalformedPolicyException.quoted(key),
          "A key begins with one of "
              + String.join(" ", PREFIXES)
              + " and has the characters of a tag's key",
          "Correct the key, or leave the condition out");
    }
    return key;
  }
}
