package io.uploadgrants.benchmarks;

import io.uploadgrants.sigv4.PresignRequest;
import io.uploadgrants.sigv4.SigV4Signer;
import java.time.Instant;
import java.util.List;

/** This library's signer, with the sample. */
final class Ours {

  private static final String PATH = "/" + Sample.KEY;

  private final SigV4Signer signer = new SigV4Signer(Sample.REGION, "s3");

  /** Signs a PUT that binds length and type. */
  String put(long size, Instant time) {
    return sign(
        "",
        List.of(
            "content-length",
            Long.toString(size),
            "content-type",
            Sample.TYPE,
            "host",
            Sample.HOST),
        time);
  }

  /** Signs a PUT that binds nothing, as the MinIO client's does. */
  String openPut(Instant time) {
    return sign("", List.of("host", Sample.HOST), time);
  }

  /** Signs one part of a multipart upload, and its length. */
  String part(String uploadId, int number, long size, Instant time) {
    return sign(
        "partNumber=" + number + "&uploadId=" + uploadId,
        List.of("content-length", Long.toString(size), "host", Sample.HOST),
        time);
  }

  private String sign(String query, List<String> headers, Instant time) {
    return signer.presign(
        new PresignRequest("PUT", Sample.ORIGIN, PATH, query, headers),
        Sample.CREDENTIALS,
        time,
        Sample.SECONDS);
  }
}
