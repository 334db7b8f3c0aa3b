package io.uploadgrants.s3;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.UploadRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Content dispositions with a file name.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6266">RFC 6266</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8187#section-3.2">RFC 8187, section 3.2</a>
 */
final class ContentDispositions {

  /** S3's limit for all system metadata of an object. */
  private static final int MAX_LENGTH = 2_048;

  private static final String ATTR_CHARS = "!#$&+-.^_`|~";

  private ContentDispositions() {}

  static String of(Disposition disposition, @Nullable String fileName) {
    String type = disposition.name().toLowerCase(Locale.ROOT);
    if (fileName == null) {
      return type;
    }
    // Paths are for nobody's disk.
    String name =
        fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    if (name.isEmpty()) {
      return type;
    }
    String fallback = fallback(name);
    String header = type + "; filename=\"" + fallback + "\"";
    String whole = fallback.equals(name) ? header : header + "; filename*=UTF-8''" + extended(name);
    if (whole.length() > MAX_LENGTH) {
      throw new UploadRefusedException(
          ErrorCode.INVALID_REQUEST,
          "The file's name makes a content disposition of %d bytes, and S3 takes headers of %d in all; shorten the name."
              .formatted(whole.length(), MAX_LENGTH),
          MAX_LENGTH,
          whole.length());
    }
    return whole;
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
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }
}
