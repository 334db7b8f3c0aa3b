package io.uploadgrants.testkit.policy;

import java.util.List;
import java.util.regex.Pattern;

/** {@code Action} or {@code NotAction}: what a statement is about. */
record ActionPatterns(boolean negated, List<Template> patterns) {

  // As IAM has it: the service without wildcards, and no variables
  private static final Pattern SHAPE = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+");

  static ActionPatterns read(boolean negated, List<String> texts, String where) {
    return new ActionPatterns(negated, texts.stream().map(each -> pattern(each, where)).toList());
  }

  boolean match(AccessRequest request) {
    return negated != patterns.stream().anyMatch(each -> each.matches(request.action(), request));
  }

  private static Template pattern(String text, String where) {
    if (!SHAPE.matcher(text).matches()) {
      throw new MalformedPolicyException(
          where + " is " + MalformedPolicyException.quoted(text),
          "An action is * or service:Name; only the name takes * and ?, and neither takes variables",
          "Write for instance s3:PutObject");
    }
    return Template.ofAction(text);
  }
}
