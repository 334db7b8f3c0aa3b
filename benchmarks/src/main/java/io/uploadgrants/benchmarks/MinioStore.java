package io.uploadgrants.benchmarks;

import io.uploadgrants.testkit.UploadServer;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The MinIO that {@code tools/test-servers} has started. */
final class MinioStore {

  private static final String ENDPOINT = "UPLOAD_TEST_MINIO_ENDPOINT";

  /** What stands in a row in place of a figure. */
  static final String MISSING = "not measured: `" + ENDPOINT + "` isn't set";

  private MinioStore() {}

  static boolean isThere() {
    return !value(ENDPOINT).isEmpty();
  }

  /** Opens it, with a bucket of its own. */
  static UploadServer open() {
    return UploadServer.at(
        URI.create(value(ENDPOINT)),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(
                value("UPLOAD_TEST_MINIO_ACCESS_KEY"), value("UPLOAD_TEST_MINIO_SECRET_KEY"))));
  }

  private static String value(String variable) {
    return System.getenv().getOrDefault(variable, "");
  }
}
