package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
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

  /** The store's own names for parts are keys like others. */
  @Test
  void aPartOfAnotherIsNoObject() {
    Keys eve =
        Keys.session(
            server,
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::%s/.mpus-*\"}}"
                .formatted(bucket));
    var s3 = server.client();
    String key = "users/u2/parts";
    String id = s3.createMultipartUpload(c -> c.bucket(bucket).key(key)).uploadId();
    UploadPartRequest first =
        UploadPartRequest.builder().bucket(bucket).key(key).uploadId(id).partNumber(1).build();
    String etag = s3.uploadPart(first, RequestBody.fromString("u2's")).eTag();
    for (String name : new String[] {key + "-1", key + "%-1", key + "-stub", key + "%25-1"}) {
      String path = "/" + bucket + "/" + HostileKeys.encoded(".mpus-" + id + "-" + name);
      assertThat(new SignedRequest(server, eve, "GET", path).sendSigned().code())
          .isEqualTo("NoSuchKey");
      assertThat(
              new SignedRequest(server, eve, "PUT", "/" + bucket + "/.mpus-")
                  .header("x-amz-copy-source", path)
                  .sendSigned()
                  .code())
          .isEqualTo("NoSuchKey");
      assertThat(new SignedRequest(server, eve, "PUT", path).body("eve's").sendSigned().status())
          .isEqualTo(200);
      assertThat(new SignedRequest(server, eve, "DELETE", path).sendSigned().status())
          .isEqualTo(204);
    }
    CompletedPart part = CompletedPart.builder().partNumber(1).eTag(etag).build();
    s3.completeMultipartUpload(
        c -> c.bucket(bucket).key(key).uploadId(id).multipartUpload(m -> m.parts(part)));
    assertThat(s3.getObjectAsBytes(g -> g.bucket(bucket).key(key)).asUtf8String())
        .isEqualTo("u2's");
  }

  /** S3Proxy reads parts back, rather than to believe what is said of them. */
  @Test
  void theChecksumIsThatOfThePartsWhateverTheKey() throws GeneralSecurityException {
    var s3 = server.client();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] ofPart = sha256.digest("x".getBytes(StandardCharsets.UTF_8));
    String ofAll = Base64.getEncoder().encodeToString(sha256.digest(ofPart)) + "-1";
    String wrong = Base64.getEncoder().encodeToString(sha256.digest());
    for (String key : new String[] {"users/u1/f.png", "users/u1/f", "users/u1//", "a/../b%"}) {
      CreateMultipartUploadRequest create =
          CreateMultipartUploadRequest.builder()
              .bucket(bucket)
              .key(key)
              .checksumAlgorithm(ChecksumAlgorithm.SHA256)
              .build();
      String id = s3.createMultipartUpload(create).uploadId();
      UploadPartRequest first =
          UploadPartRequest.builder()
              .bucket(bucket)
              .key(key)
              .uploadId(id)
              .partNumber(1)
              .checksumAlgorithm(ChecksumAlgorithm.SHA256)
              .build();
      String etag = s3.uploadPart(first, RequestBody.fromString("x")).eTag();
      CompletedPart part =
          CompletedPart.builder().partNumber(1).eTag(etag).checksumSHA256(wrong).build();
      assertThat(
              s3.completeMultipartUpload(
                      c ->
                          c.bucket(bucket)
                              .key(key)
                              .uploadId(id)
                              .multipartUpload(m -> m.parts(part)))
                  .checksumSHA256())
          .as(key)
          .isEqualTo(ofAll);
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
  void anUploadThatEndedLeavesNothingInItsBucket() {
    var s3 = server.client();
    String other = bucket + "-2";
    s3.createBucket(create -> create.bucket(other));
    for (boolean completed : new boolean[] {true, false}) {
      String id = s3.createMultipartUpload(c -> c.bucket(other).key("f")).uploadId();
      UploadPartRequest part =
          UploadPartRequest.builder().bucket(other).key("f").uploadId(id).partNumber(1).build();
      String etag = s3.uploadPart(part, RequestBody.fromString("x")).eTag();
      if (completed) {
        CompletedPart first = CompletedPart.builder().partNumber(1).eTag(etag).build();
        s3.completeMultipartUpload(
            c -> c.bucket(other).key("f").uploadId(id).multipartUpload(m -> m.parts(first)));
        s3.deleteObject(delete -> delete.bucket(other).key("f"));
      } else {
        s3.abortMultipartUpload(a -> a.bucket(other).key("f").uploadId(id));
      }
    }
    assertThat(s3.deleteBucket(delete -> delete.bucket(other)).sdkHttpResponse().statusCode())
        .isEqualTo(204);
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
