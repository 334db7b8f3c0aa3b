package io.uploadgrants.testkit.contract;

import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

/**
 * Starts uploads by the client's own credentials, and not by those that sign the parts.
 *
 * @param client the server's
 */
record StartedByTheServersOwn(S3Client client) implements S3Client {

  @Override
  public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
    return client.createMultipartUpload(
        request.toBuilder().overrideConfiguration(headersOf(request)).build());
  }

  @Override
  public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
    return client.abortMultipartUpload(
        request.toBuilder().overrideConfiguration(headersOf(request)).build());
  }

  private static AwsRequestOverrideConfiguration headersOf(AwsRequest request) {
    AwsRequestOverrideConfiguration.Builder own = AwsRequestOverrideConfiguration.builder();
    request.overrideConfiguration().ifPresent(given -> own.headers(given.headers()));
    return own.build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // The server closes its client.
  }
}
