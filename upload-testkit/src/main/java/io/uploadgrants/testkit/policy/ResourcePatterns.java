package io.uploadgrants.testkit.policy;

import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code Resource} or {@code NotResource}: what a statement's actions are done to.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">IAM
 *     JSON policy elements: Resource</a>
 */
record ResourcePatterns(boolean negated, List<Template> patterns) {

  private static final int COLONS = 5;
  private static final int SERVICE = 2;

  static ResourcePatterns read(boolean negated, List<String> texts, String where) {
    return new ResourcePatterns(negated, texts.stream().map(each -> pattern(each, where)).toList());
  }

  boolean match(AccessRequest request) {
    return negated != patterns.stream().anyMatch(each -> each.matches(request.resource(), request));
  }

  private static Template pattern(String text, String where) {
    if (text.equals("*")) {
      return Template.ofPattern(text, where);
    }
    String[] parts = text.split(":", COLONS + 1);
    if (parts.length <= COLONS || !parts[0].equals("arn") || parts[COLONS].isEmpty()) {
      throw malformed(
          text, "A resource is * or an ARN of six parts, the last of them not empty", where);
    }
    String beginning = text.substring(0, text.length() - parts[COLONS].length());
    if (beginning.contains("${")) {
      throw malformed(text, "An ARN has variables only after its fifth colon", where);
    }
    if (parts[SERVICE].isEmpty() || parts[SERVICE].contains("*") || parts[SERVICE].contains("?")) {
      throw malformed(text, "An ARN's service is written out, without wildcards", where);
    }
    return Template.ofPattern(tokens(beginning), parts[COLONS], where);
  }

  private static IntStream tokens(String beginning) {
    return IntStream.range(0, beginning.length())
        .map(
            place ->
                switch (beginning.charAt(place)) {
                  case '?' -> Glob.ANY_IN_PART;
                  // "If the * wildcard is the last character of a resource ARN segment, it can
                  // expand to match beyond the colon boundaries"
                  case '*' -> beginning.charAt(place + 1) == ':' ? Glob.MANY : Glob.MANY_IN_PART;
                  default -> beginning.charAt(place);
                });
  }

  private static MalformedPolicyException malformed(String text, String rule, String where) {
    return new MalformedPolicyException(
        where + " is " + MalformedPolicyException.quoted(text),
        rule,
        "Write for instance arn:aws:s3:::bucket/prefix/*");
  }
}
