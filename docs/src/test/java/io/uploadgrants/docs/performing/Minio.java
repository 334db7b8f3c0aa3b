package io.uploadgrants.docs.performing;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.testkit.UploadServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The MinIO that runs, with a bucket of its own for each suite. */
final class Minio {

  private Minio() {}

  static UploadServer open() {
    return UploadServer.at(
        Equipment.MINIO.endpoint(),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(Equipment.MINIO.accessKey(), Equipment.MINIO.secretKey())));
  }
}
