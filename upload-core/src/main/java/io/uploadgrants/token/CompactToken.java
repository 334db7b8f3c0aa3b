package io.uploadgrants.token;

import java.util.Base64;

/** The compact form of a JSON Web Token, before anybody looks into it. */
final class CompactToken {

  /** Longer than ours get: a key of 1,024 bytes and a subject of 1,024 characters in JSON. */
  static final int MAX_LENGTH = 20_000;

  private CompactToken() {}

  /**
   * Returns the header of a text that has the form of a token, as its maker wrote it. Libraries
   * also read Base64 with other characters or other unused bits, so that several texts would be one
   * token. Ours have one header for each key, so that a foreign one needn't be parsed.
   *
   * @param text what a client gave
   * @param parts how many parts the kind of token has
   * @return the first part, or an empty text when it isn't such a token
   */
  static String header(String text, int parts) {
    if (text.length() > MAX_LENGTH) {
      return "";
    }
    String[] given = text.split("\\.", -1);
    if (given.length != parts) {
      return "";
    }
    for (String part : given) {
      if (!isCanonical(part)) {
        return "";
      }
    }
    return given[0];
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
