package io.uploadgrants.testkit;

import java.util.Map;

/**
 * One part of a multipart upload, as a browser sends it.
 *
 * @param url the part's presigned URL, whoever signed it
 * @param headers every header to send; {@code host} and {@code content-length} are set by the
 *     client
 * @param body the part's bytes, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a part is sent, never compared
public record UploadPart(String url, Map<String, String> headers, byte[] body) {

  /** Makes the headers read-only. */
  public UploadPart {
    headers = Map.copyOf(headers);
  }

  /** Returns the size and the headers' names, but nothing that is signed. */
  @Override
  public String toString() {
    return "UploadPart[url=<redacted>, headers=%s, bytes=%d]"
        .formatted(headers.keySet(), body.length);
  }
}
