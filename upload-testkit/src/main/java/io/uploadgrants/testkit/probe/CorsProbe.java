package io.uploadgrants.testkit.probe;

import io.uploadgrants.GrantKind;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.wire.Wire;
import io.uploadgrants.testkit.wire.WirePut;
import java.util.List;
import software.amazon.awssdk.services.s3.model.CORSConfiguration;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether a server tells pages apart by their origin. */
record CorsProbe(ProbeUploads uploads) {

  private static final String ALLOWED = "https://allowed.example";
  private static final String OTHER = "https://elsewhere.example";

  boolean withholds() {
    boolean canAllow = allow();
    try {
      return tellsApart(canAllow);
    } finally {
      if (canAllow) {
        uploads
            .server()
            .client()
            .deleteBucketCors(delete -> delete.bucket(uploads.server().bucket()));
      }
    }
  }

  private boolean tellsApart(boolean canAllow) {
    return !answersTo("PUT", OTHER)
        && !answersTo("OPTIONS", OTHER)
        && (!canAllow || (answersTo("PUT", ALLOWED) && answersTo("OPTIONS", ALLOWED)));
  }

  /** Allows one origin, where a bucket's rules can be set over the wire. */
  private boolean allow() {
    UploadServer server = uploads.server();
    CORSRule rule =
        CORSRule.builder()
            .allowedOrigins(ALLOWED)
            .allowedMethods("PUT")
            .allowedHeaders("*")
            .build();
    try {
      server
          .client()
          .putBucketCors(
              put ->
                  put.bucket(server.bucket())
                      .corsConfiguration(CORSConfiguration.builder().corsRules(rule).build()));
      return true;
    } catch (S3Exception fixed) {
      return false;
    }
  }

  /** Returns whether the browser would show the answer to the page. */
  private boolean answersTo(String method, String origin) {
    PresignedPut grant = (PresignedPut) uploads.grants(GrantKind.PRESIGNED_PUT).get();
    UploadAnswer answer =
        WirePut.of(grant, ProbeUploads.FILE)
            .withMethod(method)
            .withHeaders(
                headers -> {
                  headers.add(new Wire.Header("Origin", origin));
                  if (method.equals("OPTIONS")) {
                    headers.add(new Wire.Header("Access-Control-Request-Method", "PUT"));
                  }
                  return headers;
                })
            .send();
    uploads.delete(grant.key());
    return answer.headers().getOrDefault("access-control-allow-origin", List.of()).stream()
        .anyMatch(allowed -> allowed.equals("*") || allowed.equals(origin));
  }
}
