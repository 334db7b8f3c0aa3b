package io.uploadgrants.testkit.embedded.query;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes parameters in the form {@code application/x-www-form-urlencoded}, strictly: what
 * could be read in two ways is refused.
 */
public final class QueryForm {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final String UNRESERVED = "-._~";

  private QueryForm() {}

  /** Returns names and values in their order. */
  static List<Map.Entry<String, String>> read(String text) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    if (text.isEmpty()) {
      return entries;
    }
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      entries.add(Map.entry(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1))));
    }
    return entries;
  }

  /** Encodes as Signature Version 4: every byte but RFC 3986's unreserved ones. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if (isAsciiLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
      }
    }
    return encoded.toString();
  }

  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(octet(text, i + 1));
        i += 2;
      } else if (c > ' ' && c < 0x7f) {
        bytes.write(c == '+' ? ' ' : c);
      } else {
        throw malformed("has a character that isn't encoded");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw malformed("isn't UTF-8");
    }
  }

  private static int octet(String text, int at) {
    int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(text.charAt(at + 1), 16);
    if (low < 0) {
      throw malformed("has a % that two hexadecimal digits don't follow");
    }
    return high << 4 | low;
  }

  private static boolean isAsciiLetterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  /** Shows nothing of the text, which may be a token or a policy. */
  private static QueryException malformed(String what) {
    return new QueryException(
        400,
        "MalformedQueryString",
        "A parameter "
            + what
            + ". Names and values are UTF-8, percent-encoded. Encode the request's parameters.");
  }
}
