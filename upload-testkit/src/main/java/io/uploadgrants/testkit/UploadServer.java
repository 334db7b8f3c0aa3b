package io.uploadgrants.testkit;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.embedded.Faults;
import io.uploadgrants.testkit.embedded.TestClock;
import java.net.URI;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 server for tests, with a bucket of its own. One outside it is started once in a JVM; the
 * bucket is made by whoever opens it, and removed by {@link #close()}. Thread-safe.
 */
public interface UploadServer extends AutoCloseable {

  /**
   * Opens a server in this JVM. It needs nothing else, and is up within a second.
   *
   * @return the server
   */
  static UploadServer embedded() {
    return Backend.EMBEDDED.open();
  }

  /**
   * Opens LocalStack in a container, with its signature checks switched on.
   *
   * @return the server
   * @throws ServerUnavailableException when there is no Docker, no Testcontainers, or no image
   */
  static UploadServer localStack() {
    return Backend.LOCALSTACK.open();
  }

  /**
   * Opens MinIO in a container.
   *
   * @return the server
   * @throws ServerUnavailableException when there is no Docker, no Testcontainers, or no image
   */
  static UploadServer minio() {
    return Backend.MINIO.open();
  }

  /**
   * Opens versitygw, Versity's S3 gateway in front of a folder: in a container, whose version is
   * always the same, or else its program, {@code versitygw} on {@code PATH} or where {@code
   * UPLOAD_TEST_VERSITYGW_BINARY} says. The program is given an empty folder and a port of the
   * loopback interface, and ends with this JVM, however that ends.
   *
   * @return the server
   * @throws ServerUnavailableException when neither is available
   */
  static UploadServer versityGateway() {
    return Backend.VERSITY_GATEWAY.open();
  }

  /**
   * Opens a running server. What it checks is found out by trying, when it is first asked for, once
   * in a JVM.
   *
   * @param endpoint its address, http or https
   * @param credentials keys that may make buckets there
   * @return the server
   * @throws ServerUnavailableException when it doesn't answer
   */
  static UploadServer at(URI endpoint, AwsCredentialsProvider credentials) {
    return at(RunningStore.of(endpoint, credentials));
  }

  /**
   * Opens a running server that has a region or roles of its own.
   *
   * @param store where it is
   * @return the server
   * @throws ServerUnavailableException when it doesn't answer
   */
  static UploadServer at(RunningStore store) {
    return Services.SERVERS.at(store);
  }

  /**
   * Opens the running server that the environment names: {@code UPLOAD_TEST_ENDPOINT}, {@code
   * UPLOAD_TEST_ACCESS_KEY}, {@code UPLOAD_TEST_SECRET_KEY}, {@code UPLOAD_TEST_REGION} where it
   * isn't us-east-1, and {@code UPLOAD_TEST_ROLE_ARN} where only a role that exists can be assumed.
   *
   * @return the server
   * @throws ServerUnavailableException when a variable is missing, or the server doesn't answer
   */
  static UploadServer fromEnvironment() {
    return Backend.ATTACHED.open();
  }

  /**
   * Returns which server this is.
   *
   * @return the backend
   */
  Backend backend();

  /**
   * {@return where S3 is, and STS and IAM where the server has them, for instance {@code
   * http://127.0.0.1:41234}}
   */
  URI endpoint();

  /** {@return the region that signatures name, for instance {@code us-east-1}} */
  String region();

  /**
   * Returns the bucket, which nobody else uses.
   *
   * @return its name
   */
  String bucket();

  /**
   * Returns keys that may do everything.
   *
   * @return a provider of them
   */
  AwsCredentialsProvider credentials();

  /**
   * Returns a client with {@link #credentials()}. It is closed with the server, and tells the time
   * by {@link #clock()} where there is one.
   *
   * @return the client
   */
  S3Client client();

  /**
   * Returns a new client with other credentials, such as a user's temporary ones.
   *
   * @param credentials the credentials
   * @return a client, to be closed by the caller
   */
  S3Client client(AwsCredentialsProvider credentials);

  /** {@return the bucket as a target for grants, with just the features that this server has} */
  UploadTarget target();

  /**
   * Returns what this server checks and keeps.
   *
   * @return the checks that it makes
   */
  Set<ServerCheck> checks();

  /**
   * Returns the server's clock, which is also to be the application's: {@code
   * UploadGrants.builder().clock(server.clock())}.
   *
   * @return the clock
   * @throws UnsupportedOperationException when {@link #checks()} lacks {@link
   *     ServerCheck#TEST_CLOCK}: a server outside this JVM has the machine's time
   */
  TestClock clock();

  /**
   * Returns what makes the server do wrong.
   *
   * @return the faults of this server alone
   * @throws UnsupportedOperationException when {@link #checks()} lacks {@link ServerCheck#FAULTS}
   */
  Faults faults();

  /** Removes the bucket with everything in it; does nothing when called again. */
  @Override
  void close();
}
