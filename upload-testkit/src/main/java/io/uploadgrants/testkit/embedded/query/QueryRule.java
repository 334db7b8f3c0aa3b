package io.uploadgrants.testkit.embedded.query;

import java.util.regex.Pattern;

/**
 * What a parameter may be.
 *
 * @param min the least number of characters
 * @param max the maximum number of characters
 * @param pattern what all of it must match
 * @param secret whether its value is kept out of texts
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole,
 *     with the bounds and patterns</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html">PutRolePolicy,
 *     with IAM's</a>
 */
public record QueryRule(int min, int max, Pattern pattern, boolean secret) {

  public static final QueryRule ROLE_ARN = of(20, 2048, "[\\x20-\\x7e]+");
  public static final QueryRule ROLE_NAME = of(1, 64, "[\\w+=,.@-]*");
  public static final QueryRule POLICY_NAME = of(1, 128, "[\\w+=,.@-]*");
  public static final QueryRule POLICY_DOCUMENT = of(1, 131_072, "(?s).*");
  public static final QueryRule SESSION_NAME = of(2, 64, "[\\w+=,.@-]*");
  public static final QueryRule USER_NAME = of(2, 32, "[\\w+=,.@-]*");
  public static final QueryRule SOURCE_IDENTITY = of(2, 64, "[\\w+=,.@-]*");
  public static final QueryRule EXTERNAL_ID = of(2, 1224, "[\\w+=,.@:/-]*");
  public static final QueryRule PROVIDER_ID = of(4, 2048, "[\\x21-\\x7e]*");
  public static final QueryRule TAG_KEY = of(1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
  public static final QueryRule TAG_VALUE = of(0, 256, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  public static final QueryRule WEB_IDENTITY_TOKEN =
      new QueryRule(4, 20_000, Pattern.compile("[\\x21-\\x7e]*"), true);

  private static QueryRule of(int min, int max, String pattern) {
    return new QueryRule(min, max, Pattern.compile(pattern), false);
  }

  public String checked(String parameter, String value) {
    int length = value.codePointCount(0, value.length());
    if (length < min) {
      throw broken(parameter, value, "have length greater than or equal to " + min);
    }
    if (length > max) {
      throw broken(parameter, value, "have length less than or equal to " + max);
    }
    if (!pattern.matcher(value).matches()) {
      throw broken(parameter, value, "satisfy regular expression pattern: " + pattern);
    }
    return value;
  }

  private QueryException broken(String parameter, String value, String rule) {
    String shown = secret ? "" : " " + QueryException.quoted(value);
    return violation("Value" + shown, parameter, rule, "Correct the parameter.");
  }

  /** AWS's text, and what to do. */
  public static QueryException violation(
      String value, String parameter, String rule, String remedy) {
    String member = Character.toLowerCase(parameter.charAt(0)) + parameter.substring(1);
    return QueryException.invalid(
        "1 validation error detected: "
            + value
            + " at '"
            + member
            + "' failed to satisfy constraint: Member must "
            + rule
            + ". "
            + remedy);
  }
}
