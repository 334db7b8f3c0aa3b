package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import java.time.Duration;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Temporary credentials: their token, their life, and what their policy allows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedSessionTests {

  private static final RequestBody BYTES = RequestBody.fromString("x");

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final String bucket = server.bucket();

  @BeforeEach
  void somebodyElsesObject() {
    server.client().putObject(put -> put.bucket(bucket).key("users/u2/secret"), BYTES);
  }

  private String policy(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":["
        + statements.replace("BUCKET", bucket)
        + "]}";
  }

  private static String allow(String actions, String resource, String condition) {
    return "{\"Effect\":\"Allow\",\"Action\":[%s],\"Resource\":\"arn:aws:s3:::BUCKET%s\"%s}"
        .formatted(actions, resource, condition.isEmpty() ? "" : ",\"Condition\":" + condition);
  }

  private Keys writer() {
    return Keys.session(server, policy(allow("\"s3:PutObject\"", "/users/u1/*", "")));
  }

  private void as(Keys keys, Consumer<S3Client> use) {
    try (S3Client client = server.client(keys.provider())) {
      use.accept(client);
    }
  }

  private static void assertDenied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> assertThat(refused.statusCode()).as(refused.getMessage()).isEqualTo(403));
  }

  private Answer put(Keys keys) {
    return new SignedRequest(server, keys, "PUT", "/" + bucket + "/users/u1/f").sendSigned();
  }

  private Answer presigned(Keys keys) {
    return new SignedRequest(server, keys, "PUT", "/" + bucket + "/users/u1/f")
        .sendPresigned(Duration.ofHours(1));
  }

  @Test
  void aSessionNeedsItsOwnToken() {
    Keys keys = writer();
    Keys other = writer();
    assertThat(put(keys).status()).isEqualTo(200);
    assertThat(presigned(keys).status()).isEqualTo(200);
    for (Answer answer :
        new Answer[] {put(keys.withToken(null)), presigned(keys.withToken(null))}) {
      assertThat(answer.code()).isEqualTo("InvalidAccessKeyId");
      assertThat(answer.status()).isEqualTo(403);
    }
    for (String token : new String[] {other.token(), keys.token() + "x", "x", ""}) {
      assertThat(put(keys.withToken(token)).code()).isEqualTo("InvalidToken");
      assertThat(presigned(keys.withToken(token)).code()).isEqualTo("InvalidToken");
    }
    assertThat(put(Keys.root(server).withToken(keys.token())).code()).isEqualTo("InvalidToken");
  }

  @Test
  void aSessionEndsWhenTheClockSaysSo() {
    Keys keys = writer();
    server.clock().advance(Duration.ofMinutes(14));
    assertThat(put(keys).status()).isEqualTo(200);
    server.clock().advance(Duration.ofMinutes(1));
    // The URL itself would be valid for an hour.
    for (Answer answer : new Answer[] {put(keys), presigned(keys)}) {
      assertThat(answer.code()).isEqualTo("ExpiredToken");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).doesNotContain(String.valueOf(keys.token()));
    }
  }

  @Test
  void aSessionWritesBelowItsPrefixAndNothingElse() {
    as(
        writer(),
        s3 -> {
          s3.putObject(put -> put.bucket(bucket).key("users/u1/f"), BYTES);
          for (String key :
              new String[] {
                "users/u2/f", "users/u1", "users/u1x/f", "users/u11/f", "/users/u1/f"
              }) {
            assertDenied(() -> s3.putObject(put -> put.bucket(bucket).key(key), BYTES));
          }
          assertDenied(() -> s3.getObjectAsBytes(get -> get.bucket(bucket).key("users/u1/f")));
          assertDenied(() -> s3.headObject(head -> head.bucket(bucket).key("users/u1/f")));
          assertDenied(() -> s3.deleteObject(d -> d.bucket(bucket).key("users/u1/f")));
          assertDenied(() -> s3.listObjectsV2(list -> list.bucket(bucket)));
          assertDenied(() -> s3.headBucket(head -> head.bucket(bucket)));
          assertDenied(s3::listBuckets);
          assertDenied(() -> s3.createBucket(create -> create.bucket("another")));
          assertDenied(() -> s3.deleteBucket(delete -> delete.bucket(bucket)));
        });
  }

  @Test
  void whatIsMoreThanAnUploadNeedsItsOwnRight() {
    as(
        writer(),
        s3 -> {
          assertDenied(
              () -> s3.putObject(p -> p.bucket(bucket).key("users/u1/f").tagging("a=b"), BYTES));
          assertDenied(
              () ->
                  s3.putObject(
                      p -> p.bucket(bucket).key("users/u1/f").acl(ObjectCannedACL.PRIVATE), BYTES));
        });
  }

  @Test
  void aCopyNeedsTheRightToReadItsSource() {
    as(
        writer(),
        s3 ->
            assertDenied(
                () ->
                    s3.copyObject(
                        copy ->
                            copy.sourceBucket(bucket)
                                .sourceKey("users/u2/secret")
                                .destinationBucket(bucket)
                                .destinationKey("users/u1/f"))));
    String more = "," + allow("\"s3:GetObject\"", "/users/u2/secret", "");
    Keys reader = Keys.session(server, policy(allow("\"s3:PutObject\"", "/users/u1/*", "") + more));
    as(
        reader,
        s3 ->
            s3.copyObject(
                copy ->
                    copy.sourceBucket(bucket)
                        .sourceKey("users/u2/secret")
                        .destinationBucket(bucket)
                        .destinationKey("users/u1/f")));
  }

  @Test
  void aPartCopyNeedsTheRightToReadItsSourceAndAnUploadNothingMore() {
    as(
        writer(),
        s3 -> {
          String id = s3.createMultipartUpload(c -> c.bucket(bucket).key("users/u1/m")).uploadId();
          assertDenied(
              () ->
                  s3.uploadPartCopy(
                      copy ->
                          copy.sourceBucket(bucket)
                              .sourceKey("users/u2/secret")
                              .destinationBucket(bucket)
                              .destinationKey("users/u1/m")
                              .uploadId(id)
                              .partNumber(1)));
          assertDenied(() -> s3.listParts(l -> l.bucket(bucket).key("users/u1/m").uploadId(id)));
          assertDenied(
              () -> s3.abortMultipartUpload(a -> a.bucket(bucket).key("users/u1/m").uploadId(id)));
          assertDenied(() -> s3.listMultipartUploads(l -> l.bucket(bucket)));
          assertDenied(
              () -> s3.createMultipartUpload(c -> c.bucket(bucket).key("users/u2/m")).uploadId());
          String etag =
              s3.uploadPart(
                      p -> p.bucket(bucket).key("users/u1/m").uploadId(id).partNumber(1), BYTES)
                  .eTag();
          s3.completeMultipartUpload(
              c ->
                  c.bucket(bucket)
                      .key("users/u1/m")
                      .uploadId(id)
                      .multipartUpload(
                          m -> m.parts(CompletedPart.builder().partNumber(1).eTag(etag).build())));
        });
  }

  @Test
  void eachKeyOfADeletionNeedsTheRight() {
    Keys deleter = Keys.session(server, policy(allow("\"s3:DeleteObject\"", "/users/u1/*", "")));
    server.client().putObject(put -> put.bucket(bucket).key("users/u1/f"), BYTES);
    as(
        deleter,
        s3 -> {
          ObjectIdentifier own = ObjectIdentifier.builder().key("users/u1/f").build();
          ObjectIdentifier others = ObjectIdentifier.builder().key("users/u2/secret").build();
          assertDenied(
              () -> s3.deleteObjects(d -> d.bucket(bucket).delete(x -> x.objects(own, others))));
          s3.deleteObjects(d -> d.bucket(bucket).delete(x -> x.objects(own)));
        });
  }
}
