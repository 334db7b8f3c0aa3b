package io.uploadgrants.spring.testcontainers;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.spring.UploadConnectionDetails;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

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

  @Override
  default boolean replacesNamedTargets() {
    return true;
  }

  /** Returns what the store has besides what is known of it. */
  default StoreFeature[] features() {
    return new StoreFeature[0];
  }
}
