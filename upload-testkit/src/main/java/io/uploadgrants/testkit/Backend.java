package io.uploadgrants.testkit;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The servers that tests can run against. */
public enum Backend {
  /** S3 and STS in this JVM; needs nothing. */
  EMBEDDED("embedded"),

  /**
   * LocalStack in a container; needs Docker and {@code
   * org.testcontainers:testcontainers-localstack}.
   */
  LOCALSTACK("localstack"),

  /** MinIO in a container; needs Docker and {@code org.testcontainers:testcontainers-minio}. */
  MINIO("minio"),

  /**
   * versitygw in a container, which needs Docker and {@code org.testcontainers:testcontainers}; or
   * else the program of that name.
   */
  VERSITY_GATEWAY("versity-gateway"),

  /** A running server that {@code UPLOAD_TEST_ENDPOINT} names. */
  ATTACHED("attached");

  /** The variable that chooses the server of tests that don't choose one themselves. */
  public static final String VARIABLE = "UPLOAD_TEST_BACKEND";

  private final String id;

  Backend(String id) {
    this.id = id;
  }

  /**
   * Returns the name in {@value #VARIABLE} and in texts.
   *
   * @return for instance {@code embedded}
   */
  public String id() {
    return id;
  }

  /**
   * Returns what such a server checks and keeps, as far as that is known before one is open.
   *
   * @return the checks; none for {@link #ATTACHED}, because any server can be behind it
   */
  public Set<ServerCheck> declaredChecks() {
    return Services.SERVERS.declaredChecks(this);
  }

  /**
   * Opens the server, started where it isn't running, with a bucket of its own.
   *
   * @return the server; its closing removes the bucket
   * @throws ServerUnavailableException when it isn't available here
   */
  public UploadServer open() {
    return Services.SERVERS.open(this);
  }

  /**
   * Returns the server that the environment chooses.
   *
   * @return the one that {@value #VARIABLE} names, else {@link #EMBEDDED}
   * @throws IllegalArgumentException when there is none of that name
   */
  public static Backend ofEnvironment() {
    return ofId(System.getenv(VARIABLE));
  }

  static Backend ofId(@Nullable String id) {
    if (id == null || id.isBlank()) {
      return EMBEDDED;
    }
    for (Backend backend : values()) {
      if (backend.id.equals(id.strip().toLowerCase(Locale.ROOT))) {
        return backend;
      }
    }
    throw new IllegalArgumentException(
        "%s is '%s', which is no server of the test kit; use one of: %s."
            .formatted(
                VARIABLE,
                id,
                Stream.of(values()).map(Backend::id).collect(Collectors.joining(", "))));
  }
}
