package io.uploadgrants.testkit.embedded.request;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The object that is copied, read as S3Proxy reads it.
 *
 * @param bucket its bucket
 * @param key its key
 * @param version whether a version of it is named
 */
public record CopySource(String bucket, String key, boolean version) {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /** Reads {@code x-amz-copy-source}; null when nothing is copied. */
  public static @Nullable CopySource of(S3Request request) {
    String header = request.getHeader("x-amz-copy-source");
    if (header == null) {
      return null;
    }
    int query = header.indexOf('?');
    String[] source = path(query < 0 ? header : header.substring(0, query)).split("/", 2);
    // The store takes no name, or one of dots, for a folder that holds the buckets.
    if (source.length < 2 || !BUCKET.matcher(source[0]).matches()) {
      throw S3Error.invalidArgument("Copy Source must mention the source bucket and key.");
    }
    return new CopySource(source[0], source[1], query >= 0);
  }

  private static String path(String header) {
    try {
      String path = URLDecoder.decode(header, StandardCharsets.UTF_8);
      return path.startsWith("/") ? path.substring(1) : path;
    } catch (IllegalArgumentException malformed) {
      throw S3Error.invalidArgument("Copy Source must be URL-encoded.");
    }
  }
}
