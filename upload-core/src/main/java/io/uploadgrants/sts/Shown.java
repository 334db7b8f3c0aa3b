package io.uploadgrants.sts;

/** Text of others, made fit for a message. */
final class Shown {

  private static final int LENGTH = 80;

  private Shown() {}

  /** Returns at most 80 characters of printable ASCII. */
  static String text(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() > LENGTH ? plain.substring(0, LENGTH) + "…" : plain;
  }
}
