package io.uploadgrants.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server answered to an upload. The body isn't kept: a server may repeat in it what the
 * signature was made of, session token included. What explains an error is kept without that.
 *
 * @param status the HTTP status, or 0 when the connection ended without one
 * @param code S3's error code, such as {@code SignatureDoesNotMatch}, or an empty text
 * @param message S3's message, at most 300 characters, or an empty text
 * @param headers the answer's headers, names in lower case
 * @param details what S3 says of an error besides code and message, by its element, such as {@code
 *     HeadersNotSigned} or {@code CanonicalRequest}; at most ten texts of 2,000 characters each,
 *     without policies, signatures and tokens
 */
public record UploadAnswer(
    int status,
    String code,
    String message,
    Map<String, List<String>> headers,
    Map<String, String> details) {

  /** Makes headers and details read-only. */
  public UploadAnswer {
    headers = Map.copyOf(headers);
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /**
   * Returns whether the upload was taken.
   *
   * @return whether the status is 2xx
   */
  public boolean accepted() {
    return status >= 200 && status < 300;
  }

  /**
   * Returns whether the server failed, rather than to judge the upload.
   *
   * @return whether the status is 5xx, other than 501, which says that the server won't do it
   */
  public boolean failed() {
    return status >= 500 && status != 501;
  }

  /**
   * Returns the object's, or the part's, entity tag.
   *
   * @return it with its quotes, as {@code CompleteMultipartUpload} takes it, or an empty text
   */
  public String etag() {
    return headers.getOrDefault("etag", List.of("")).get(0);
  }

  /** Returns status and code. */
  @Override
  public String toString() {
    return code.isEmpty() ? Integer.toString(status) : status + " " + code;
  }
}
