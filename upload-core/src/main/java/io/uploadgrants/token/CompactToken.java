package io.uploadgrants.token;

import java.util.Base64;

/** The compact form of a JSON Web Token, before anybody looks into it. */
final class CompactToken {

  /** Longer than ours get: a key of 1,024 bytes and a subject of 1,024 characters in JSON. */
  static final int MAX_LENGTH = 20_000;

  private CompactToken() {}

  /**
   * Returns whether a text has the form of a token, as its maker wrote it. Libraries also read
   * Base64 with other characters or other unused bits, so that several texts would be one token.
   *
   * @param text what a client gave
   * @param parts how many parts the kind of token has
   */
  static boolean isCanonical(String text, int parts) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    String[] given = text.split("\\.", -1);
    if (given.length != parts) {
      return false;
    }
    for (String part : given) {
      if (!isCanonical(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCanonical(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
