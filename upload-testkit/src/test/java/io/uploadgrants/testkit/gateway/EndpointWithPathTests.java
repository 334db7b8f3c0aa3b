package io.uploadgrants.testkit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.GrantKind;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What docs/core.md says of endpoints with a path. */
class EndpointWithPathTests {

  private static final byte[] FILE = new byte[100];

  @AutoClose private final UploadServer store = UploadServer.embedded();

  private UploadTarget.Builder target(URI endpoint) {
    return UploadTarget.bucket(store.bucket())
        .region(store.region())
        .endpoint(endpoint)
        .pathStyle(true)
        // S3Proxy has none, and by itself answers 501 to their header.
        .without(StoreFeature.TAGS)
        .with(
            StoreFeature.CONDITIONAL_WRITES,
            StoreFeature.UNSIGNED_COPIES_REFUSED,
            StoreFeature.WHOLE_UPLOADS);
  }

  private UploadGrant grant(UploadTarget target, GrantKind kind) {
    return UploadGrants.builder()
        .target(target)
        .credentials(store.credentials())
        .profile(UploadProfile.named("any").kinds(kind).maxSize(1_000).build())
        .build()
        .grant(UploadRequest.of("any").by("alice").size((long) FILE.length).build());
  }

  private int upload(UnaryOperator<String> proxied, GrantKind kind) {
    try (PathProxy proxy = PathProxy.to(store.endpoint(), proxied)) {
      UploadGrant grant = grant(target(proxy.endpoint("/storage")).build(), kind);
      UploadAnswer answer = GrantClient.of(store).upload(grant, FILE);
      if (answer.accepted()) {
        assertThat(keys()).containsExactly(grant.key());
      } else {
        assertThat(keys()).isEmpty();
      }
      return answer.status();
    }
  }

  private List<String> keys() {
    return store.client().listObjectsV2(list -> list.bucket(store.bucket())).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  @Test
  void theBucketsOwnAddressWouldPutTheObjectUnderAnotherKeyAndIsRefused() {
    URI withBucket = URI.create(store.endpoint() + "/" + store.bucket());
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> target(withBucket).build())
        .withMessageContaining("Leave the bucket out of the endpoint: " + store.endpoint());

    UploadGrant grant =
        grant(target(withBucket).allowBucketNameInEndpoint(true).build(), GrantKind.PRESIGNED_PUT);
    assertThat(GrantClient.of(store).upload(grant, FILE).status()).isEqualTo(200);
    assertThat(keys()).containsExactly(store.bucket() + "/" + grant.key());
  }

  @Test
  void aProxyThatCutsThePathOffBreaksThePutButNotTheForm() {
    UnaryOperator<String> cut = path -> path.substring("/storage".length());
    assertThat(upload(cut, GrantKind.PRESIGNED_PUT)).isEqualTo(403);
    assertThat(upload(cut, GrantKind.POST_POLICY)).isEqualTo(201);
  }

  @Test
  void aProxyThatHandsThePathOnToAStoreAtItsRootMakesItTheBucket() {
    assertThat(upload(UnaryOperator.identity(), GrantKind.PRESIGNED_PUT)).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"PRESIGNED_PUT, 200", "POST_POLICY, 201"})
  void aProxyThatLeavesThePathToAStoreThatServesS3BelowItWorks(GrantKind kind, int status)
      throws Exception {
    AwsCredentials keys = store.credentials().resolveCredentials();
    BlobStore objects = BlobStores.create("transient-nio2", new Properties());
    objects.createContainer(store.bucket());
    S3Proxy below =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V4, keys.accessKeyId(), keys.secretAccessKey())
            .servicePath("/storage")
            .build();
    below.start();
    try (PathProxy proxy =
        PathProxy.to(URI.create("http://127.0.0.1:" + below.getPort()), UnaryOperator.identity())) {
      UploadGrant grant = grant(target(proxy.endpoint("/storage")).build(), kind);
      assertThat(GrantClient.of(store).upload(grant, FILE).status()).isEqualTo(status);
      assertThat(objects.blobExists(store.bucket(), grant.key())).isTrue();
    } finally {
      below.stop();
    }
  }
}
