package io.uploadgrants.aws;

/** Text of others, made fit for a message. */
public final class PrintableText {

  private static final int LENGTH = 80;

  private PrintableText() {}

  /**
   * Returns a text that no log or terminal takes for anything else.
   *
   * @param text the text as it came
   * @return at most 80 characters of printable ASCII, and a {@code …} when there were more
   */
  public static String of(String text) {
    // A character outside of ASCII may be two of Java's; no more is read than may be shown.
    String start = text.substring(0, Math.min(text.length(), 2 * LENGTH + 1));
    String plain = start.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() > LENGTH ? plain.substring(0, LENGTH) + "…" : plain;
  }
}
