package io.uploadgrants.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.StorePreset;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.aws.S3Clients;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Answers of a store that aren't the usual ones. */
class HostileStoreTests {

  private static final StoredObject PNG = object(5, "image/png", "\"a\"", null);

  private static StoredObject object(
      long size, String type, String etag, @Nullable String version) {
    return new StoredObject(null, size, type, "", etag, version, Map.of(), TestGrants.NOW);
  }

  private final Answers answers = new Answers();
  private final S3ObjectStore store = new S3ObjectStore(answers, TestGrants.target());

  /** Answers HEADs in turn, the last one for ever. */
  private static final class Answers implements S3Client {
    private final Deque<Supplier<HeadObjectResponse>> heads = new ArrayDeque<>();
    private final List<DeleteObjectRequest> deletes = new ArrayList<>();
    private Supplier<InputStream> body = InputStream::nullInputStream;

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      return (heads.size() > 1 ? heads.remove() : heads.element()).get();
    }

    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      try {
        return transformer.transform(
            GetObjectResponse.builder().build(), AbortableInputStream.create(body.get()));
      } catch (RuntimeException failed) {
        throw failed;
      } catch (Exception failed) {
        throw new IllegalStateException(failed);
      }
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
      deletes.add(request);
      return DeleteObjectResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }

  private static RuntimeException status(int status) {
    return S3Exception.builder().statusCode(status).message("refused").build();
  }

  private static HeadObjectResponse.Builder head() {
    return HeadObjectResponse.builder()
        .contentLength(5L)
        .contentType("image/png")
        .eTag("\"a\"")
        .metadata(Map.of())
        .lastModified(TestGrants.NOW);
  }

  private static HeadObjectResponse.Builder version(String id) {
    return head().versionId(id);
  }

  /** Of Glacier, or by a version without s3:GetObjectVersion: it was there a moment ago. */
  @Test
  void anObjectThatMayNotBeReadWasNotReplaced() {
    answers.body =
        () -> {
          throw status(403);
        };

    assertThatThrownBy(() -> store.read("k", PNG, 4_096))
        .isInstanceOf(IssuanceFailedException.class);
  }

  /** Its holder may archive what nobody has looked at; no bytes then fit no type. */
  @Test
  void anArchivedObjectHasNoBytesToShow() {
    answers.body =
        () -> {
          throw S3Exception.builder()
              .statusCode(403)
              .awsErrorDetails(
                  AwsErrorDetails.builder()
                      .errorCode("InvalidObjectState")
                      .errorMessage("archived")
                      .build())
              .build();
        };

    assertThat(store.read("k", PNG, 4_096)).isEmpty();
    assertThat(new FirstBytes().broken(PNG, new byte[0])).isNotNull();
  }

  /** Grants for it are signed for that region too. */
  @Test
  void anAccessPointOfAnotherRegionIsReachedThere() {
    UploadTarget target =
        UploadTarget.bucket("arn:aws:s3:us-west-2:123456789012:accesspoint/photos")
            .region("eu-west-1")
            .build();
    List<String> hosts = new ArrayList<>();
    ExecutionInterceptor stopping =
        new ExecutionInterceptor() {
          @Override
          public void beforeTransmission(
              Context.BeforeTransmission context, ExecutionAttributes attributes) {
            hosts.add(context.httpRequest().host());
            throw SdkClientException.create("not sent");
          }
        };

    try (S3Clients clients =
        new S3Clients(
            StaticCredentialsProvider.create(TestGrants.CREDENTIALS),
            client -> client.overrideConfiguration(o -> o.addExecutionInterceptor(stopping)))) {
      S3ObjectStore there = new S3ObjectStore(clients.of(target), target);

      assertThatThrownBy(() -> there.look("k")).isInstanceOf(IssuanceFailedException.class);
    }
    assertThat(hosts).isNotEmpty().allMatch(host -> host.contains(".us-west-2."));
  }

  @Test
  void anObjectThatMayNotBeLookedAtWasNotRemoved() {
    answers.heads.add(
        () -> {
          throw status(403);
        });

    assertThatThrownBy(() -> store.remove("k", PNG)).isInstanceOf(IssuanceFailedException.class);
  }

  /** The entity tag is of the bytes alone. */
  @Test
  void theSameBytesOfAnotherTypeAreAnotherObject() {
    answers.heads.add(() -> head().build());

    assertThat(store.remove("k", object(5, "text/html", "\"a\"", null))).isFalse();
    assertThat(answers.deletes).isEmpty();
  }

  /** In a bucket whose versioning is suspended, every object is the version "null". */
  @Test
  void theVersionNullIsReplacedAsObjectsWithoutVersionAre() {
    answers.heads.add(() -> version("null").eTag("\"b\"").build());

    assertThat(store.remove("k", object(6, "image/png", "\"a\"", "null"))).isFalse();
    assertThat(answers.deletes).isEmpty();
  }

  /** Else it is told as rejected after another call has accepted what now stands there. */
  @Test
  void aVersionBehindTheCurrentOneHasBeenReplaced() {
    answers.heads.add(() -> version("2").eTag("\"b\"").build());

    assertThat(store.remove("k", object(6, "image/png", "\"a\"", "1"))).isFalse();
  }

  @Test
  void anAnswerWithoutLengthOrEntityTagIsTheStoresFault() {
    for (HeadObjectResponse answer :
        List.of(head().contentLength(null).build(), head().eTag(null).build())) {
      answers.heads.clear();
      answers.heads.add(() -> answer);

      assertThatThrownBy(() -> store.look("k")).isInstanceOf(IssuanceFailedException.class);
    }
  }

  @Test
  void aChecksumThatIsNoneIsNotTheClientsFault() {
    answers.heads.add(() -> head().checksumCRC32("none").build());

    StoredObject object = store.look("k");

    assertThat(object).isNotNull();
  }

  @Test
  void aStoreThatIgnoresTheRangeIsNotReadToTheEnd() {
    long[] read = {0};
    answers.body =
        () ->
            new InputStream() {
              @Override
              public int read() {
                return read[0]++ < 64 << 20 ? 0 : -1;
              }

              @Override
              public int read(byte[] into, int start, int count) {
                int length = (int) Math.min(count, (64 << 20) - read[0]);
                read[0] += length;
                return length <= 0 ? -1 : length;
              }
            };

    byte @Nullable [] first = store.read("k", PNG, 4_096);

    assertThat(first).hasSize(4_096);
    assertThat(read[0]).isLessThan(1 << 20);
  }

  /** Else the application's signatures go to AWS, where the bucket is somebody else's. */
  @Test
  void aStoreThatHasOnlyItsPublicEndpointIsReachedThere() {
    URI endpoint = URI.create("https://minio.example.com");
    UploadTarget target =
        UploadTarget.bucket("photos")
            .region("eu-west-1")
            .store(StorePreset.MINIO)
            .publicEndpoint(endpoint)
            .pathStyle(true)
            .build();

    try (S3Clients clients =
        new S3Clients(StaticCredentialsProvider.create(TestGrants.CREDENTIALS), settings -> {})) {
      assertThat(clients.of(target).serviceClientConfiguration().endpointOverride())
          .contains(endpoint);
    }
  }
}
