package io.uploadgrants.http;

/** Hostile text, made fit for an answer. */
final class ShownText {

  private static final int SHOWN = 80;
  private static final char REPLACEMENT = '\ufffd';

  private ShownText() {}

  /** Returns at most 80 characters, none of which a log or a terminal would interpret. */
  static String shorten(String text) {
    StringBuilder shown = new StringBuilder();
    int i = 0;
    while (i < text.length() && shown.length() < SHOWN) {
      int c = text.codePointAt(i);
      shown.appendCodePoint(isPlain(c) ? c : '?');
      i += Character.charCount(c);
    }
    return i < text.length() ? shown.append('…').toString() : shown.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Returns the text with each half of a surrogate pair replaced, so that it has a UTF-8 form. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceHalves(text);
      }
    }
    return text;
  }

  private static String replaceHalves(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
