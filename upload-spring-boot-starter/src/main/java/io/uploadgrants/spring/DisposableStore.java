package io.uploadgrants.spring;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** A store that is started for a test: it has no bucket yet, and no AWS account owns it. */
interface DisposableStore extends UploadConnectionDetails {

  @Override
  URI getEndpoint();

  @Override
  String getRegion();

  @Override
  AwsCredentialsProvider getCredentialsProvider();

  @Override
  default URI getStsEndpoint() {
    return getEndpoint();
  }

  /** Returns what the store has beside what is known of it. */
  default StoreFeature[] features() {
    return new StoreFeature[0];
  }

  /** Makes the bucket where it doesn't exist; one that does is left as it is. */
  default void makeBucket(UploadTarget target) {
    String bucket = target.bucket();
    try (S3Client client =
        S3Client.builder()
            .endpointOverride(getEndpoint())
            .region(Region.of(target.region()))
            .credentialsProvider(getCredentialsProvider())
            .forcePathStyle(target.pathStyle())
            // Named, because a test's class path may hold several.
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      try {
        client.headBucket(head -> head.bucket(bucket));
      } catch (NoSuchBucketException missing) {
        client.createBucket(create -> create.bucket(bucket));
      }
    } catch (BucketAlreadyOwnedByYouException made) {
      // By another test's application, since the question.
    }
  }
}
