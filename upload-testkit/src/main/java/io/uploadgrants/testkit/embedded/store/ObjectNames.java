package io.uploadgrants.testkit.embedded.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of the files that hold objects. Every key has a name, and no two have the same; a key's
 * segments are folders, and the last one is the file.
 *
 * <ul>
 *   <li>Names are in ASCII. Each byte of a key that isn't plain is {@code %} and two hexadecimal
 *       digits; so is a dot or a space at the start or the end of a segment.
 *   <li>A file has an extension, and a folder has none: {@code a/b.png} is the file {@code
 *       a/b.png}. Where it is the other way round, a {@code %} follows: {@code a.b/c} is {@code
 *       a.b%/c%}. So no file has the name of a folder.
 *   <li>An empty segment is the folder {@code %0}, or the file {@code %}.
 *   <li>A segment that is too long for a disk goes on in a folder: {@code …%-/…}.
 * </ul>
 */
final class ObjectNames {

  /** Leaves room, within 255, for what the store puts around it: an upload's id and a part's. */
  private static final int MAX_PIECE = 160;

  private static final String MARK = "%";
  private static final String GOES_ON = "%-";
  private static final String EMPTY_FOLDER = "%0";
  private static final String PLAIN = "-_.~ ()+,=@";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  /** Not what the store calls a file that it is still writing: a name, and after it a UUID. */
  private static final Pattern WITH_EXTENSION = Pattern.compile(".+\\.[A-Za-z0-9]{1,8}");

  private ObjectNames() {}

  /** The name of a key's file. */
  static String of(String key) {
    StringBuilder name = new StringBuilder(key.length() + 16);
    String[] segments = key.split("/", -1);
    for (int i = 0; i < segments.length - 1; i++) {
      append(name, segments[i], false);
      name.append('/');
    }
    append(name, segments[segments.length - 1], true);
    return name.toString();
  }

  /** The folder, with a slash at its end, of all keys that start so; empty for the bucket's own. */
  static String folder(String prefix) {
    String file = of(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    return file.substring(0, file.length() - MARK.length());
  }

  /** The key whose file has this name; null when it is no object's. */
  static @Nullable String key(String name) {
    StringBuilder escaped = new StringBuilder(name.length());
    for (String piece : name.split("/", -1)) {
      if (piece.endsWith(GOES_ON)) {
        escaped.append(piece, 0, piece.length() - GOES_ON.length());
      } else {
        String segment = piece.equals(EMPTY_FOLDER) ? "" : piece;
        int mark = segment.endsWith(MARK) ? MARK.length() : 0;
        escaped.append(segment, 0, segment.length() - mark).append('/');
      }
    }
    escaped.setLength(Math.max(escaped.length() - 1, 0));
    try {
      String key =
          URLDecoder.decode(escaped.toString().replace("+", "%2B"), StandardCharsets.UTF_8);
      // Whatever else could be read as this key isn't its name.
      return !key.isEmpty() && of(key).equals(name) ? key : null;
    } catch (IllegalArgumentException notEscaped) {
      return null;
    }
  }

  private static void append(StringBuilder name, String segment, boolean file) {
    byte[] bytes = segment.getBytes(StandardCharsets.UTF_8);
    int start = name.length();
    for (int i = 0; i < bytes.length; i++) {
      if (name.length() - start >= MAX_PIECE) {
        name.append(GOES_ON).append('/');
        start = name.length();
      }
      char c = (char) (bytes[i] & 0xff);
      boolean edge = name.length() == start || i == bytes.length - 1;
      if (isPlain(c) && !(edge && (c == '.' || c == ' '))) {
        name.append(c);
      } else {
        name.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
      }
    }
    if (name.length() == start && !file) {
      name.append(EMPTY_FOLDER);
    } else if (WITH_EXTENSION.matcher(name.substring(start)).matches() != file) {
      name.append(MARK);
    }
  }

  private static boolean isPlain(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || PLAIN.indexOf(c) >= 0;
  }
}
