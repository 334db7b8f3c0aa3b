package io.uploadgrants.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Percent-encoding as Signature Version 4 wants it: every byte but RFC 3986's unreserved ones. */
public final class PercentEncoder {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentEncoder() {}

  /**
   * Encodes a query parameter or a name.
   *
   * @param text any text
   * @return its UTF-8 bytes, with all but letters, digits, {@code -}, {@code .}, {@code _} and
   *     {@code ~} encoded
   */
  public static String encode(String text) {
    return encode(text, false);
  }

  /**
   * Encodes an object's key as a path.
   *
   * @param key a key
   * @return as {@link #encode(String)}, but with {@code /} left as it is
   */
  public static String encodePath(String key) {
    return encode(key, true);
  }

  /**
   * Encodes names and values as a query, the form of {@code x-amz-tagging}.
   *
   * @param pairs names and values
   * @return {@code name=value} joined by {@code &}, each encoded as {@link #encode(String)} does
   */
  public static String query(Map<String, String> pairs) {
    StringBuilder query = new StringBuilder();
    pairs.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
    return query.toString();
  }

  private static String encode(String text, boolean path) {
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain), path)) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    byte[] bytes = text.substring(plain).getBytes(StandardCharsets.UTF_8);
    StringBuilder encoded = new StringBuilder(text.length() + 2 * bytes.length);
    encoded.append(text, 0, plain);
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (isPlain(c, path)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(char c, boolean path) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~'
        || c == '/' && path;
  }
}
