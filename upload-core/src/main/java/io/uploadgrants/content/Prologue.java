package io.uploadgrants.content;

import org.jspecify.annotations.Nullable;

/**
 * What may stand before the first tag of a page or an XML document: blanks, comments, and
 * processing instructions.
 *
 * @param end where the first thing stands that is none of them
 * @param hasComment whether one of them is a comment
 * @param isXml whether one of them is a processing instruction
 */
record Prologue(int end, boolean hasComment, boolean isXml) {

  static Prologue of(String text) {
    boolean comment = false;
    boolean instruction = false;
    int at = afterBlanks(text, 0);
    while (true) {
      int next;
      if (text.startsWith("<!--", at)) {
        comment = true;
        next = afterComment(text, at);
      } else if (isInstruction(text, at)) {
        instruction = true;
        next = after(text, "?>", at);
      } else {
        return new Prologue(at, comment, instruction);
      }
      at = afterBlanks(text, next);
    }
  }

  private static boolean isInstruction(String text, int at) {
    char next = at + 2 < text.length() ? text.charAt(at + 2) : ' ';
    return text.startsWith("<?", at) && Character.isLetter(next) && !isPhp(text, at);
  }

  private static boolean isPhp(String text, int at) {
    return text.regionMatches(true, at, "<?php", 0, 5);
  }

  /** Returns the end of an XML document's prologue with its DOCTYPE, or the text's length. */
  static int endBeforeRoot(String text) {
    int at = of(text).end();
    while (text.startsWith("<!DOCTYPE", at)) {
      at = afterDoctype(text, at);
      at += of(text.substring(at)).end();
    }
    return at;
  }

  /** Returns the name of an XML document's root element without its prefix, or {@code null}. */
  static @Nullable String root(String text) {
    int start = endBeforeRoot(text) + 1;
    int end = start;
    while (end < text.length() && " \t\r\n/>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end >= text.length() || text.charAt(start - 1) != '<' || !isNameStart(text.charAt(start))) {
      return null;
    }
    return text.substring(
        text.lastIndexOf(':', end) >= start ? text.lastIndexOf(':', end) + 1 : start, end);
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_' || c >= 0x80;
  }

  private static int afterDoctype(String text, int at) {
    int brackets = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'') {
        int close = text.indexOf(c, i + 1);
        i = close < 0 ? text.length() : close;
      } else if (c == '[') {
        brackets++;
      } else if (c == ']') {
        brackets--;
      } else if (c == '>' && brackets <= 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** In HTML a comment ends at {@code --!>} too, and at once in {@code <!-->}. */
  private static int afterComment(String text, int at) {
    int dashes = text.indexOf("--", at + 2);
    while (dashes >= 0) {
      if (text.startsWith(">", dashes + 2)) {
        return dashes + 3;
      }
      if (dashes >= at + 4 && text.startsWith("!>", dashes + 2)) {
        return dashes + 4;
      }
      dashes = text.indexOf("--", dashes + 1);
    }
    return text.length();
  }

  private static int after(String text, String part, int at) {
    int found = text.indexOf(part, at);
    return found < 0 ? text.length() : found + part.length();
  }

  /** Old browsers skip control characters too. */
  private static int afterBlanks(String text, int at) {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }
}
