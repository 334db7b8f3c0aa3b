package io.uploadgrants.testkit.servers;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerUnavailableException;
import io.uploadgrants.testkit.UploadServer;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A server that tools/test-servers has started, or a container that its Docker runs; public only
 * for the suites beside this package.
 */
public enum RunningServer {
  MINIO("MinIO"),
  LOCALSTACK("LocalStack"),
  MINIO_CONTAINER("MinIO in a container"),
  LOCALSTACK_CONTAINER("LocalStack in a container");

  private final String title;

  RunningServer(String title) {
    this.title = title;
  }

  /** Opens it with a bucket of its own, or skips the suite by the server's name. */
  public UploadServer open() {
    return switch (this) {
      case MINIO, LOCALSTACK -> attached();
      case MINIO_CONTAINER -> started(Backend.MINIO);
      case LOCALSTACK_CONTAINER -> started(Backend.LOCALSTACK);
    };
  }

  private UploadServer attached() {
    String prefix = "UPLOAD_TEST_" + name() + "_";
    String endpoint = System.getenv(prefix + "ENDPOINT");
    if (endpoint == null) {
      return unavailable(
          "%s isn't running: %sENDPOINT isn't set. Start it with: eval \"$(tools/test-servers up)\""
              .formatted(title, prefix));
    }
    return UploadServer.at(
        URI.create(endpoint),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(
                Objects.requireNonNull(System.getenv(prefix + "ACCESS_KEY")),
                Objects.requireNonNull(System.getenv(prefix + "SECRET_KEY")))));
  }

  private static UploadServer started(Backend backend) {
    try {
      return backend.open();
    } catch (ServerUnavailableException unavailable) {
      return unavailable(String.valueOf(unavailable.getMessage()));
    }
  }

  private static UploadServer unavailable(String text) {
    skip(text);
    throw new AssertionError(text);
  }

  /** Ends the suite: by its name, or as a failure where servers are required. */
  static void skip(String text) {
    if ("required".equals(System.getenv("UPLOAD_TEST_SERVERS"))) {
      Assertions.fail(text);
    }
    // Surefire counts what is skipped, but doesn't say why.
    System.out.println("SKIPPED: " + text);
    Assumptions.abort(text);
  }

  @Override
  public String toString() {
    return title;
  }
}
