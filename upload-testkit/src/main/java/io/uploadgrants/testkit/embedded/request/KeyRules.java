package io.uploadgrants.testkit.embedded.request;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the keys that S3 refuses.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html">Naming
 *     objects</a>
 */
public final class KeyRules {

  private static final int MAX_BYTES = 1024;

  private KeyRules() {}

  /** Checks every key that a request names in its URL, its headers or its form. */
  public static void check(S3Request request, @Nullable Form form) {
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
  }

  /** Checks one key; an empty text is none. */
  public static void check(String key) {
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new S3Error(400, "KeyTooLongError", "Your key is too long")
          .with("Size", bytes)
          .with("MaxSizeAllowed", MAX_BYTES);
    }
    checkSegments(key);
  }

  /** A path may not lead out of its bucket, counted from left to right. */
  private static void checkSegments(String key) {
    int depth = 0;
    for (String segment : key.split("/", -1)) {
      depth += segment.equals("..") ? -1 : segment.equals(".") ? 0 : 1;
      if (depth < 0) {
        throw new S3Error(
            400,
            "InvalidURI",
            "Couldn't parse the specified URI. The key has more '..' between its slashes than other"
                + " segments before them, which S3 refuses.");
      }
    }
  }
}
