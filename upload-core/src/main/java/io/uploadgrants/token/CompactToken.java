package io.uploadgrants.token;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A text that has the form of a JSON Web Token, before anybody looks into it. Libraries also read
 * Base64 with other characters or other unused bits, so that several texts would be one token; here
 * each token has one text.
 */
final class CompactToken {

  /** Longer than ours get: two keys, a subject, a file's name, its metadata and tags, in JSON. */
  static final int MAX_LENGTH = 80_000;

  private final String text;
  private final String header;
  private final byte[][] parts;

  private CompactToken(String text, String header, byte[][] parts) {
    this.text = text;
    this.header = header;
    this.parts = parts;
  }

  /**
   * Takes a text apart.
   *
   * @param text what a client gave
   * @param count how many parts the kind of token has
   * @return the token, or {@code null} when it isn't one
   */
  static @Nullable CompactToken of(String text, int count) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    String[] given = text.split("\\.", count + 1);
    if (given.length != count) {
      return null;
    }
    byte[][] parts = new byte[count][];
    for (int i = 0; i < count; i++) {
      byte[] bytes = decoded(given[i]);
      if (bytes == null) {
        return null;
      }
      parts[i] = bytes;
    }
    return new CompactToken(text, given[0], parts);
  }

  private static byte @Nullable [] decoded(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      return encoded(bytes).equals(part) ? bytes : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  static String encoded(byte[] part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
  }

  /**
   * Returns the first part as its maker wrote it. Ours have one header for each key, so that a
   * foreign one needn't be parsed.
   */
  String header() {
    return header;
  }

  /** Returns the bytes of one part; the header is part 0. */
  byte[] part(int index) {
    return parts[index];
  }

  /** Returns all that stands before the last part, which is what a signature signs. */
  String signed() {
    return text.substring(0, text.lastIndexOf('.'));
  }
}
