package io.uploadgrants.s3;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.FileName;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.UploadRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Content dispositions with a file name.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6266">RFC 6266</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8187#section-3.2">RFC 8187, section 3.2</a>
 */
final class ContentDispositions {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String ATTR_CHARS = "!#$&+-.^_`|~";

  private ContentDispositions() {}

  /**
   * Returns a disposition in both of its forms, for new clients and old ones. Where it would be too
   * long, the name is cut in front of its extension.
   *
   * @throws UploadRefusedException when the header has no room even for its first character
   */
  static String of(Disposition disposition, @Nullable String fileName, int room) {
    String type = disposition.name().toLowerCase(Locale.ROOT);
    if (fileName == null) {
      return type;
    }
    FileName name = FileName.of(fileName);
    String whole = named(type, name.toString());
    if (whole.length() > room) {
      whole = named(type, name.shortened(shorter -> named(type, shorter).length() <= room));
    }
    if (whole.length() > room) {
      throw new UploadRefusedException(
          ErrorCode.INVALID_REQUEST,
          ErrorText.of(
              "The file's name makes a content disposition of %d bytes, and the other headers leave %d of S3's limit; leave the name out.",
              whole.length(), room),
          room,
          whole.length());
    }
    return whole;
  }

  private static String named(String type, String name) {
    if (name.isEmpty()) {
      return type;
    }
    String fallback = fallback(name);
    String header = type + "; filename=\"" + fallback + "\"";
    return fallback.equals(name) ? header : header + "; filename*=UTF-8''" + extended(name);
  }

  /** Returns the name for clients that don't know the extended form; runs of spaces become one. */
  private static String fallback(String name) {
    StringBuilder ascii = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%';
      boolean repeated = c == ' ' && ascii.length() > 0 && ascii.charAt(ascii.length() - 1) == ' ';
      if (!repeated && !Character.isLowSurrogate(c)) {
        ascii.append(plain ? c : '_');
      }
    }
    return ascii.toString();
  }

  private static String extended(String name) {
    StringBuilder encoded = new StringBuilder(3 * name.length());
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c < 0x7f && ATTR_CHARS.indexOf(c) >= 0;
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
