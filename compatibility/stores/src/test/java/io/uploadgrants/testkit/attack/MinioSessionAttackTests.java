package io.uploadgrants.testkit.attack;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Grants signed by temporary credentials carry a session token, which is attacked too. */
@Needs(Equipment.MINIO)
class MinioSessionAttackTests extends AttackSuite {

  /** What signing takes, and no more: so MinIO refuses its own extensions too. */
  private static final String WRITE_ONLY =
      """
      {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["s3:PutObject","s3:PutObjectTagging"],
         "Resource":"arn:aws:s3:::%s/attacked/*"}]}
      """;

  @Override
  Set<String> holes() {
    return MinioAttackTests.unchecked(harmful());
  }

  @Override
  StorePreset preset() {
    return StorePreset.MINIO;
  }

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }

  @Override
  AwsCredentialsProvider credentials(UploadServer server) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(server.credentials())
            .build()) {
      Credentials session =
          sts.assumeRole(
                  role ->
                      role.roleArn("arn:aws:iam::123456789012:role/any")
                          .roleSessionName("test")
                          .policy(WRITE_ONLY.formatted(server.bucket())))
              .credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }
  }

  @Override
  Map<String, String> harmful() {
    return MinioAttackTests.HARMFUL;
  }

  @Override
  Map<String, String> harmless() {
    return MinioAttackTests.HARMLESS;
  }
}
