package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.testkit.UploadServer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Copies within the bucket, as S3 takes them. */
class EmbeddedCopyTests {

  @AutoClose private final UploadServer server = UploadServer.embedded();

  @BeforeEach
  void anObjectIsThere() {
    put("a", "first");
  }

  private void put(String key, String text) {
    server
        .client()
        .putObject(put -> put.bucket(server.bucket()).key(key), RequestBody.fromString(text));
  }

  private String text(String key) {
    return server
        .client()
        .getObjectAsBytes(get -> get.bucket(server.bucket()).key(key))
        .asUtf8String();
  }

  private void copy(String to, Consumer<CopyObjectRequest.Builder> condition) {
    server
        .client()
        .copyObject(
            copy -> {
              copy.sourceBucket(server.bucket()).sourceKey("a");
              copy.destinationBucket(server.bucket()).destinationKey(to);
              condition.accept(copy);
            });
  }

  @Test
  void aCopyThatMayReplaceNothingReplacesNothing() {
    put("b", "second");

    assertThatThrownBy(() -> copy("b", copy -> copy.ifNoneMatch("*")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> {
              assertThat(refused.statusCode()).isEqualTo(412);
              assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("PreconditionFailed");
            });
    assertThat(text("b")).isEqualTo("second");

    copy("c", copy -> copy.ifNoneMatch("*"));
    assertThat(text("c")).isEqualTo("first");
    copy("b", copy -> {});
    assertThat(text("b")).isEqualTo("first");
  }

  @Test
  void ofManySuchCopiesAtOnceOneIsMade() {
    AtomicInteger made = new AtomicInteger();
    IntStream.range(0, 20)
        .parallel()
        .forEach(
            each -> {
              try {
                copy("d", copy -> copy.ifNoneMatch("*"));
                made.incrementAndGet();
              } catch (S3Exception refused) {
                assertThat(refused.statusCode()).isEqualTo(412);
              }
            });

    assertThat(made).hasValue(1);
  }
}
