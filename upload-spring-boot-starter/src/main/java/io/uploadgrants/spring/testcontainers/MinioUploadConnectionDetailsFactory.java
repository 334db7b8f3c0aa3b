package io.uploadgrants.spring.testcontainers;

import io.uploadgrants.StorePreset;
import io.uploadgrants.spring.UploadConnectionDetails;
import java.net.URI;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.MinIOContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Makes a MinIO container with {@code @ServiceConnection} the store that uploads go to. */
final class MinioUploadConnectionDetailsFactory
    extends ContainerConnectionDetailsFactory<MinIOContainer, UploadConnectionDetails> {

  @Override
  protected UploadConnectionDetails getContainerConnectionDetails(
      ContainerConnectionSource<MinIOContainer> source) {
    return new MinioUploadConnectionDetails(source);
  }

  private static final class MinioUploadConnectionDetails
      extends ContainerConnectionDetails<MinIOContainer> implements DisposableStore {

    private MinioUploadConnectionDetails(ContainerConnectionSource<MinIOContainer> source) {
      super(source);
    }

    @Override
    public URI getEndpoint() {
      return URI.create(getContainer().getS3URL());
    }

    @Override
    public StorePreset getStore() {
      return StorePreset.MINIO;
    }

    @Override
    public String getRegion() {
      // MinIO takes any region until it is told its own.
      return getContainer().getEnvMap().getOrDefault("MINIO_SITE_REGION", "us-east-1");
    }

    @Override
    public AwsCredentialsProvider getCredentialsProvider() {
      MinIOContainer container = getContainer();
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(container.getUserName(), container.getPassword()));
    }
  }
}
