package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The keys that every S3 client and server treats alike.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html">Naming
 *     Amazon S3 objects</a>
 */
final class ObjectKeys {

  private static final int MAX_BYTES = 1_024;

  /** A slash and 32 hexadecimal digits follow. */
  private static final int MAX_PREFIX = MAX_BYTES - 33;

  private ObjectKeys() {}

  static void check(String key) {
    String fault = faultOf(key);
    if (fault != null) {
      throw UploadRefusedException.invalid(
          "The object's key '%s' %s; change what the profile's key policy makes of this request.",
          key, phrase(fault));
    }
  }

  static void checkConfigured(String prefix) {
    String fault = faultOf(prefix);
    int bytes = prefix.getBytes(StandardCharsets.UTF_8).length;
    if (fault == null && bytes > MAX_PREFIX) {
      fault = "has " + bytes + " bytes, and " + MAX_PREFIX + " leave room for the random part";
    }
    if (fault != null || prefix.endsWith("/")) {
      throw new UploadConfigurationException(
          "keys.prefix",
          "The key prefix '%s' %s; give a prefix such as avatars or users/avatars.",
          prefix,
          phrase(fault == null ? "ends in '/'" : fault));
    }
  }

  /** Returns what is wrong with a key, or {@code null}: what clients normalise, they mangle. */
  private static @Nullable String faultOf(String key) {
    if (key.contains("${filename}")) {
      return "has ${filename}, which S3 replaces in forms";
    }
    int segment = 0;
    boolean ascii = true;
    for (int i = 0; i <= key.length(); i++) {
      char c = i < key.length() ? key.charAt(i) : '/';
      if (c == '/') {
        int length = i - segment;
        boolean last = i == key.length();
        if (length == 0 && !(last && i > 0)) {
          return key.isEmpty() ? "is empty" : "starts with '/' or has '//'";
        }
        boolean dots =
            length == 1 && key.charAt(segment) == '.'
                || length == 2 && key.charAt(segment) == '.' && key.charAt(segment + 1) == '.';
        if (dots) {
          return "has a segment '.' or '..', which clients resolve as a path";
        }
        segment = i + 1;
      } else if (c < ' ' || c >= 0x7f && c <= 0x9f || c == 0xfffe || c == 0xffff) {
        return "has a control character";
      }
      ascii &= c < 0x80;
    }
    if (!ascii && !Text.isWellFormed(key)) {
      return "has half of a surrogate pair";
    }
    int bytes = ascii ? key.length() : key.getBytes(StandardCharsets.UTF_8).length;
    return bytes > MAX_BYTES ? "has " + bytes + " bytes, and S3 takes at most " + MAX_BYTES : null;
  }
}
