package io.uploadgrants.samples.quickstart;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Uploads to SeaweedFS, which properties name as the README says. */
@Needs(Equipment.SEAWEEDFS)
class QuickstartSeaweedFsTests extends UploadsSuite {

  @AutoClose private static UploadServer server;

  @BeforeAll
  static void openServer() {
    server =
        UploadServer.at(
            Equipment.SEAWEEDFS.endpoint(),
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    Equipment.SEAWEEDFS.accessKey(), Equipment.SEAWEEDFS.secretKey())));
  }

  @DynamicPropertySource
  static void store(DynamicPropertyRegistry properties) {
    properties.add("upload.endpoint", () -> server.endpoint());
    properties.add("upload.store", () -> "seaweed-fs");
    properties.add("upload.bucket", () -> server.bucket());
  }

  @Override
  String storeName() {
    return "server";
  }

  /** In place of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which a test can't set. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Credentials {

    @Bean
    @Primary
    AwsCredentialsProvider seaweedCredentials() {
      return server.credentials();
    }
  }
}
