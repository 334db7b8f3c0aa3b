package io.uploadgrants.samples.quickstart;

import io.uploadgrants.UploadTarget;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The tests' own way into the store. */
final class Stores {

  private Stores() {}

  static S3Client client(UploadTarget target, AwsCredentialsProvider credentials) {
    return S3Client.builder()
        .endpointOverride(target.endpoint())
        .region(Region.of(target.region()))
        .forcePathStyle(target.pathStyle())
        .credentialsProvider(credentials)
        .build();
  }
}
