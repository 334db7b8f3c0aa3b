package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** An upload's id is good for its own key only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedUploadTests {

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final String bucket = server.bucket();
  private final Keys u1 =
      Keys.session(
          server,
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::%s/users/u1/*\"}}"
              .formatted(bucket));

  private Answer part(String key, String id) {
    return request("PUT", key, id).query("partNumber", "1").body("x").sendSigned();
  }

  private SignedRequest request(String method, String key, String id) {
    return new SignedRequest(server, u1, method, "/" + bucket + "/" + key).query("uploadId", id);
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.code()).as(answer.body()).isEqualTo("NoSuchUpload");
    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void aSessionCantReachAnothersUploadByAKeyOfItsOwn() {
    var s3 = server.client();
    String id = s3.createMultipartUpload(c -> c.bucket(bucket).key("users/u2/f")).uploadId();
    UploadPartRequest first =
        UploadPartRequest.builder()
            .bucket(bucket)
            .key("users/u2/f")
            .uploadId(id)
            .partNumber(1)
            .build();
    String etag = s3.uploadPart(first, RequestBody.fromString("u2's")).eTag();
    assertRefused(part("users/u1/f", id));
    assertRefused(request("GET", "users/u1/f", id).sendSigned());
    assertRefused(request("DELETE", "users/u1/f", id).sendSigned());
    assertRefused(
        request("POST", "users/u1/f", id)
            .body(
                "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>%s</ETag></Part></CompleteMultipartUpload>"
                    .formatted(etag))
            .sendSigned());
    s3.completeMultipartUpload(
        c ->
            c.bucket(bucket)
                .key("users/u2/f")
                .uploadId(id)
                .multipartUpload(
                    m -> m.parts(CompletedPart.builder().partNumber(1).eTag(etag).build())));
    assertThat(s3.getObjectAsBytes(g -> g.bucket(bucket).key("users/u2/f")).asUtf8String())
        .isEqualTo("u2's");
    assertRefused(
        new SignedRequest(server, Keys.root(server), "PUT", "/" + bucket + "/users/u2/f")
            .query("uploadId", id)
            .query("partNumber", "1")
            .sendSigned());
  }

  @Test
  void anIdThatWasNeverIssuedIsRefused() {
    for (String id : new String[] {"", "unknown", "../../x", "../users/u2/f", "%00"}) {
      assertRefused(part("users/u1/f", id));
      assertRefused(request("GET", "users/u1/f", id).sendSigned());
      assertRefused(request("DELETE", "users/u1/f", id).sendSigned());
    }
  }

  @Test
  void anUploadEndsWhenItIsAborted() {
    var s3 = server.client();
    String id = s3.createMultipartUpload(c -> c.bucket(bucket).key("users/u1/f")).uploadId();
    assertThat(part("users/u1/f", id).status()).isEqualTo(200);
    s3.abortMultipartUpload(a -> a.bucket(bucket).key("users/u1/f").uploadId(id));
    assertRefused(part("users/u1/f", id));
  }

  @Test
  void aBucketHasNoUploadOfItsOwn() {
    for (String name : new String[] {"uploads", "uploadId"}) {
      Answer answer =
          new SignedRequest(server, Keys.root(server), "POST", "/" + bucket)
              .query(name, "")
              .sendSigned();
      assertThat(answer.status()).as(answer.body()).isEqualTo(405);
    }
  }
}
