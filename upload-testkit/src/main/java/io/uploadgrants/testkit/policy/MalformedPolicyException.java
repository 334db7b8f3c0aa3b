package io.uploadgrants.testkit.policy;

/**
 * A text isn't a policy that this package evaluates in full. The message says what was found and
 * where, what the rule is, and what to do; of the policy it shows 60 characters at most at a time.
 */
public final class MalformedPolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 60;

  MalformedPolicyException(String given, String rule, String remedy) {
    super(given + ". " + rule + ". " + remedy + ".");
  }

  /** The text's beginning in quotes, without characters that could garble a log. */
  static String quoted(String text) {
    StringBuilder shown = new StringBuilder("'");
    text.codePoints()
        .limit(SHOWN)
        .map(each -> isPlain(each) ? each : '\uFFFD')
        .forEach(shown::appendCodePoint);
    return shown.append(text.codePointCount(0, text.length()) > SHOWN ? "…'" : "'").toString();
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
