package io.uploadgrants.spring.testcontainers;

import io.uploadgrants.UploadTarget;
import org.springframework.beans.factory.InitializingBean;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * The bucket of a container, which exists once this bean is initialized.
 *
 * @param target where the objects go
 * @param store where it is
 */
record ContainerBucket(UploadTarget target, DisposableStore store) implements InitializingBean {

  /** Makes the bucket where it doesn't exist; one that does is left as it is. */
  @Override
  public void afterPropertiesSet() {
    String bucket = target.bucket();
    try (S3Client client = client()) {
      try {
        client.headBucket(head -> head.bucket(bucket));
      } catch (NoSuchBucketException missing) {
        client.createBucket(create -> create.bucket(bucket));
      }
    } catch (BucketAlreadyOwnedByYouException made) {
      // By another test's application, since the question.
    }
  }

  private S3Client client() {
    return S3Client.builder()
        .endpointOverride(store.getEndpoint())
        .region(Region.of(target.region()))
        .credentialsProvider(store.getCredentialsProvider())
        .forcePathStyle(target.pathStyle())
        // Named, because a test's class path may hold several.
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
