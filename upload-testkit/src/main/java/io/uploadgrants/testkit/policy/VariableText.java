package io.uploadgrants.testkit.policy;

import org.jspecify.annotations.Nullable;

/** How a variable is written: <code>${key}</code>, or <code>${key, 'default'}</code>. */
final class VariableText {

  private static final String DEFAULT = ", '";

  private VariableText() {}

  /** Where the brace is that closes the variable which opens at {@code start}. */
  static int end(String text, int start, String where) {
    int brace = text.indexOf('}', start);
    int quote = text.indexOf(DEFAULT, start);
    int end = brace;
    if (quote >= 0 && quote < brace) {
      // A default may hold a brace, so it ends with its quote
      int closing = text.indexOf("'}", quote + DEFAULT.length());
      end = closing < 0 ? -1 : closing + 1;
    }
    if (end < 0) {
      throw new MalformedPolicyException(
          where + " has " + MalformedPolicyException.quoted(text.substring(start)),
          "A variable that begins with ${ ends with }",
          "Close it, or write ${$} for a dollar sign");
    }
    return end;
  }

  /** The variable between the braces. */
  static Template.Part read(String inside, String where) {
    if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
      return Template.Fixed.of(inside.codePoints());
    }
    int quote = inside.indexOf(DEFAULT);
    String key = quote < 0 ? inside : inside.substring(0, quote);
    @Nullable String fallback =
        quote < 0 ? null : inside.substring(quote + DEFAULT.length(), inside.length() - 1);
    return new Template.Variable(ConditionKeys.checked(key, where), fallback);
  }
}
