package io.uploadgrants.samples.quickstart;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Uploads to MinIO, which properties name as the README says. */
class QuickstartMinioTests extends UploadsSuite {

  private static final String BUCKET = "quickstart-" + UUID.randomUUID();

  @BeforeAll
  static void makeBucket() {
    if (System.getenv("UPLOAD_TEST_MINIO_ENDPOINT") == null) {
      String text =
          "MinIO isn't running: UPLOAD_TEST_MINIO_ENDPOINT isn't set. Start it with: eval \"$(tools/test-servers up)\"";
      if ("required".equals(System.getenv("UPLOAD_TEST_SERVERS"))) {
        fail(text);
      }
      abort(text);
    }
    try (S3Client client = client()) {
      client.createBucket(create -> create.bucket(BUCKET));
    }
  }

  @AfterAll
  static void removeBucket() {
    if (System.getenv("UPLOAD_TEST_MINIO_ENDPOINT") == null) {
      return;
    }
    try (S3Client client = client()) {
      client
          .listObjectsV2(list -> list.bucket(BUCKET))
          .contents()
          .forEach(
              object -> client.deleteObject(delete -> delete.bucket(BUCKET).key(object.key())));
      client.deleteBucket(delete -> delete.bucket(BUCKET));
    }
  }

  @DynamicPropertySource
  static void store(DynamicPropertyRegistry properties) {
    properties.add("upload.endpoint", () -> minio("ENDPOINT"));
    properties.add("upload.bucket", () -> BUCKET);
  }

  @Override
  String storeName() {
    return "server";
  }

  private static S3Client client() {
    return S3Client.builder()
        .endpointOverride(URI.create(minio("ENDPOINT")))
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .forcePathStyle(true)
        .build();
  }

  private static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(minio("ACCESS_KEY"), minio("SECRET_KEY")));
  }

  private static String minio(String name) {
    return String.valueOf(System.getenv("UPLOAD_TEST_MINIO_" + name));
  }

  /** In place of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which a test can't set. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Credentials {

    @Bean
    @Primary
    AwsCredentialsProvider minioCredentials() {
      return credentials();
    }
  }
}
