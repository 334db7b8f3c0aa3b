package io.uploadgrants;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A URL to which one PUT request uploads one part of a {@link MultipartUpload}.
 *
 * @param partNumber 1 to 10,000
 * @param size the part's size in bytes, which is signed, or {@code null} where the client decides
 *     it, up to the 5 GiB that S3 takes
 * @param url where to send the bytes
 * @param headers every header to send, and no other, in lower case; HTTP clients set {@code host}
 *     and {@code content-length} by themselves
 */
public record SignedPart(
    int partNumber, @Nullable Long size, String url, Map<String, String> headers) {

  /** Makes the headers read-only. */
  public SignedPart {
    Objects.requireNonNull(url, "url");
    headers = Collections.unmodifiableMap(headers);
  }

  /** Returns the number and the size, but nothing that is signed. */
  @Override
  public String toString() {
    return "SignedPart[partNumber=%d, size=%s, url=<redacted>, headers=%s]"
        .formatted(partNumber, size, headers.keySet());
  }
}
