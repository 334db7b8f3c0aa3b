package io.uploadgrants.spring.testcontainers;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.spring.UploadConnectionDetails;
import java.net.URI;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Makes a LocalStack container with {@code @ServiceConnection} the store that uploads go to. */
final class LocalStackUploadConnectionDetailsFactory
    extends ContainerConnectionDetailsFactory<LocalStackContainer, UploadConnectionDetails> {

  @Override
  protected UploadConnectionDetails getContainerConnectionDetails(
      ContainerConnectionSource<LocalStackContainer> source) {
    return new LocalStackUploadConnectionDetails(source);
  }

  private static final class LocalStackUploadConnectionDetails
      extends ContainerConnectionDetails<LocalStackContainer> implements DisposableStore {

    private LocalStackUploadConnectionDetails(
        ContainerConnectionSource<LocalStackContainer> source) {
      super(source);
    }

    @Override
    public URI getEndpoint() {
      return getContainer().getEndpoint();
    }

    @Override
    public String getRegion() {
      return getContainer().getRegion();
    }

    @Override
    public AwsCredentialsProvider getCredentialsProvider() {
      LocalStackContainer container = getContainer();
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey()));
    }

    @Override
    public StoreFeature[] features() {
      return new StoreFeature[] {
        StoreFeature.CONDITIONAL_WRITES,
        StoreFeature.CONDITIONAL_COMPLETES,
        StoreFeature.CONDITIONAL_COPIES,
        StoreFeature.COMPLETE_SIZES,
        StoreFeature.WHOLE_UPLOADS,
        StoreFeature.CHECKSUMS,
        StoreFeature.TAGS,
        StoreFeature.FORM_TAGS,
        StoreFeature.FORM_HEADERS,
        StoreFeature.FORM_FILE_NAMES,
        StoreFeature.STORAGE_CLASSES,
        StoreFeature.SSE_S3,
        StoreFeature.SSE_KMS,
        StoreFeature.UNSIGNED_METADATA_REFUSED,
        StoreFeature.UNSIGNED_COPIES_REFUSED
      };
    }
  }
}
