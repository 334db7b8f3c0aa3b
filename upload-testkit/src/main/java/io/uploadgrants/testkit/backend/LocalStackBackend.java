package io.uploadgrants.testkit.backend;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.RunningStore;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** LocalStack in a container, with its signature checks switched on. */
final class LocalStackBackend {

  static final Set<ServerCheck> CHECKS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(
              EnumSet.of(
                  ServerCheck.PLAIN_HEADERS,
                  ServerCheck.PUT_STREAMING,
                  ServerCheck.HEADER_SIGNATURE,
                  ServerCheck.FORM_SIGNATURE,
                  ServerCheck.FORM_FIELDS,
                  ServerCheck.FORM_METADATA,
                  ServerCheck.FORM_CHECKSUM,
                  ServerCheck.FORM_FANOUT,
                  ServerCheck.COMPLETE_CHECKSUM,
                  ServerCheck.SESSION_TOKEN,
                  ServerCheck.SESSION_POLICY,
                  ServerCheck.SESSION_ESCAPES,
                  ServerCheck.SESSION_BUCKETS,
                  ServerCheck.SESSION_CASE,
                  ServerCheck.SESSION_CONDITIONS,
                  ServerCheck.SESSION_NO_OVERWRITE,
                  ServerCheck.KMS_ENCRYPTION,
                  ServerCheck.FORM_KMS_ENCRYPTION,
                  ServerCheck.TEST_CLOCK,
                  ServerCheck.FAULTS)));

  /** A lambda, because a method reference would load the class. */
  private static final SharedServer SHARED =
      new SharedServer("org.testcontainers:testcontainers-localstack", () -> Started.access());

  private LocalStackBackend() {}

  static UploadServer open() {
    return SHARED.open();
  }

  /** Apart, because it can't be loaded without Testcontainers. */
  private static final class Started {

    private static final String IMAGE = "localstack/localstack:4.14.0";

    /**
     * What a shell says when Testcontainers' start script isn't closed yet; a second start helps.
     */
    private static final String STILL_COPIED = "Text file busy";

    private Started() {}

    static OpenServer.Access access() {
      LocalStackContainer container =
          new Containers(
                  "LocalStack",
                  "localstack/localstack",
                  IMAGE,
                  "UPLOAD_TEST_LOCALSTACK_IMAGE",
                  "The newest that asks for no token is " + IMAGE + ";")
              .start(Started::create);
      return new OpenServer.Access(
          Backend.LOCALSTACK,
          RunningStore.of(
                  container.getEndpoint(),
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create(
                          container.getAccessKey(), container.getSecretKey())))
              .withRegion(container.getRegion()),
          () -> CHECKS,
          null,
          null);
    }

    private static LocalStackContainer create(DockerImageName image, StringBuilder said) {
      LocalStackContainer container =
          new LocalStackContainer(image) {
            @Override
            protected void containerIsStarted(InspectContainerResponse info) {
              if (Containers.asksForToken(getLogs())) {
                throw new IllegalStateException("The image asks for a token");
              }
              if (getLogs().contains(STILL_COPIED)) {
                throw new IllegalStateException("The start script was still being copied");
              }
            }

            @Override
            protected void containerIsStopping(@Nullable InspectContainerResponse info) {
              // One that doesn't start is removed at once, with what it has said.
              said.append(getLogs());
            }
          };
      // The other lines make an end, too, or it would be waited for the first one for a minute.
      container.waitingFor(
          Wait.forLogMessage(
              ".*(Ready\\.|(license activation failed|%s).*)\n".formatted(STILL_COPIED), 1));
      container.withStartupAttempts(2);
      // S3 starts no containers, so this one needn't rule over the engine.
      container.setBinds(List.of());
      return container
          .withEnv("SERVICES", "s3,sts,iam")
          .withEnv("S3_SKIP_SIGNATURE_VALIDATION", "0")
          // Neither is needed, and each asks the internet.
          .withEnv("DISABLE_EVENTS", "1")
          .withEnv("SKIP_SSL_CERT_DOWNLOAD", "1");
    }
  }
}
