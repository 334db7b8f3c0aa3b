package io.uploadgrants.testkit.embedded;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Refuses keys that the store would take for others. It keeps objects as files and normalises their
 * paths, so that {@code a/../b} would be read and written as {@code b}, past every policy.
 */
final class KeyRules {

  private static final int MAX_BYTES = 1024;

  private KeyRules() {}

  /** Checks every key that a request names in its URL, its headers or its form. */
  static void check(S3Request request, @Nullable Form form) {
    if (form != null) {
      if (form.key().isEmpty()) {
        throw S3Error.invalidArgument("User key must have a length greater than 0.");
      }
      check(form.key());
    }
    check(request.key());
    CopySource source = CopySource.of(request);
    if (source != null) {
      check(source.key());
    }
    String prefix = request.getParameter("prefix");
    if (prefix != null && !prefix.isEmpty()) {
      checkSegments(prefix);
    }
  }

  /** Checks one key; an empty text is none. */
  static void check(String key) {
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new S3Error(400, "KeyTooLongError", "Your key is too long")
          .with("Size", bytes)
          .with("MaxSizeAllowed", MAX_BYTES);
    }
    // The store keeps "/" apart from all others.
    if (!key.isEmpty() && !key.equals("/")) {
      checkSegments(key);
    }
  }

  private static void checkSegments(String path) {
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      if (segments[i].isEmpty() && !last || segments[i].equals(".") || segments[i].equals("..")) {
        throw S3Error.invalidArgument(
            "A key or prefix has an empty segment, '.' or '..' between its slashes. The embedded"
                + " server keeps objects as files, and can't tell such a key from others. Use"
                + " another key, or another server.");
      }
    }
  }
}
