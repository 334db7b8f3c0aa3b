package io.uploadgrants.spring.testkit;

import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.testkit.UploadServer;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The details of the test kit's server.
 *
 * @param server the server
 */
record UploadServerConnectionDetails(UploadServer server) implements UploadConnectionDetails {

  @Override
  public URI getEndpoint() {
    return server.endpoint();
  }

  @Override
  public URI getStsEndpoint() {
    return server.endpoint();
  }

  @Override
  public String getRegion() {
    return server.region();
  }

  @Override
  public String getBucket() {
    return server.bucket();
  }

  @Override
  public boolean replacesNamedTargets() {
    return true;
  }

  @Override
  public AwsCredentialsProvider getCredentialsProvider() {
    return server.credentials();
  }
}
