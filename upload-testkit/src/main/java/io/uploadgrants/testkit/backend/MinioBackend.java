package io.uploadgrants.testkit.backend;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.RunningStore;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.net.URI;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** MinIO in a container. */
final class MinioBackend {

  static final Set<ServerCheck> CHECKS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(
              EnumSet.of(
                  ServerCheck.UNSIGNED_TAGS,
                  ServerCheck.UNSIGNED_HEADERS,
                  ServerCheck.PLAIN_HEADERS,
                  ServerCheck.PUT_STREAMING,
                  ServerCheck.FORM_FANOUT,
                  ServerCheck.COMPLETE_SIZE,
                  ServerCheck.COMPLETE_CHECKSUM,
                  ServerCheck.SESSION_ESCAPES,
                  ServerCheck.SESSION_CONDITIONS,
                  ServerCheck.SESSION_NO_OVERWRITE,
                  ServerCheck.CORS,
                  ServerCheck.STORAGE_CLASS,
                  ServerCheck.TEST_CLOCK,
                  ServerCheck.FAULTS)));

  /** A lambda, because a method reference would load the class. */
  private static final SharedServer SHARED =
      new SharedServer("org.testcontainers:testcontainers-minio", () -> Started.access());

  private MinioBackend() {}

  static UploadServer open() {
    return SHARED.open();
  }

  /** Apart, because it can't be loaded without Testcontainers. */
  private static final class Started {

    private static final String IMAGE = "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z";
    private static final int KMS_KEY_BYTES = 32;

    private Started() {}

    static OpenServer.Access access() {
      MinIOContainer container =
          new Containers(
                  "MinIO",
                  "minio/minio",
                  IMAGE,
                  "UPLOAD_TEST_MINIO_IMAGE",
                  "The last one that MinIO has published is " + IMAGE + ", Docker Hub has none;")
              .start(Started::create);
      return new OpenServer.Access(
          Backend.MINIO,
          RunningStore.of(
              URI.create(container.getS3URL()),
              StaticCredentialsProvider.create(
                  AwsBasicCredentials.create(container.getUserName(), container.getPassword()))),
          () -> CHECKS,
          null,
          null);
    }

    private static MinIOContainer create(DockerImageName image, StringBuilder said) {
      return new MinIOContainer(image) {
        @Override
        protected void containerIsStopping(@Nullable InspectContainerResponse info) {
          // One that doesn't start is removed at once, with what it has said.
          said.append(getLogs());
        }
      }.withUserName("upload-test")
          .withPassword(UUID.randomUUID().toString())
          // No SSE-S3 without a key; any will do.
          .withEnv("MINIO_KMS_SECRET_KEY", "upload-test:" + key());
    }

    private static String key() {
      return Base64.getEncoder().encodeToString(new byte[KMS_KEY_BYTES]);
    }
  }
}
