package io.uploadgrants.testkit.backend;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.RunningStore;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.ServerUnavailableException;
import io.uploadgrants.testkit.UploadServer;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** versitygw in a container, or its program where no container is available. */
final class VersityGatewayBackend {

  /** It has no STS, and keeps what came of an upload that broke off. */
  static final Set<ServerCheck> CHECKS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(
              EnumSet.of(
                  ServerCheck.WHOLE_UPLOADS,
                  ServerCheck.PLAIN_HEADERS,
                  ServerCheck.FORM_FILE_NAMES,
                  ServerCheck.SESSION_TOKEN,
                  ServerCheck.SESSION_POLICY,
                  ServerCheck.SESSION_ESCAPES,
                  ServerCheck.SESSION_BUCKETS,
                  ServerCheck.SESSION_CASE,
                  ServerCheck.SESSION_CONDITIONS,
                  ServerCheck.SESSION_NO_OVERWRITE,
                  ServerCheck.STORAGE_CLASS,
                  ServerCheck.ENCRYPTION,
                  ServerCheck.KMS_ENCRYPTION,
                  ServerCheck.FORM_STORAGE_CLASS,
                  ServerCheck.FORM_ENCRYPTION,
                  ServerCheck.FORM_KMS_ENCRYPTION,
                  ServerCheck.TEST_CLOCK,
                  ServerCheck.FAULTS)));

  private static final String DEPENDENCY = "org.testcontainers:testcontainers";

  /** A lambda, because a method reference would load the class. */
  private static final SharedServer CONTAINER =
      new SharedServer(DEPENDENCY, () -> Started.access());

  private static final SharedServer PROGRAM =
      new SharedServer(
          DEPENDENCY, () -> VersityGatewayProgram.find(System.getenv()).orElseThrow().start());

  private VersityGatewayBackend() {}

  static UploadServer open() {
    try {
      return CONTAINER.open();
    } catch (ServerUnavailableException noContainer) {
      if (VersityGatewayProgram.find(System.getenv()).isPresent()) {
        return PROGRAM.open();
      }
      throw new ServerUnavailableException(
          "%s Or put the program versitygw on PATH: it needs no container."
              .formatted(noContainer.getMessage()),
          noContainer);
    }
  }

  /** Returns a running one of either kind. */
  static OpenServer.Access access(URI endpoint, VersityGatewayOptions options) {
    return new OpenServer.Access(
        Backend.VERSITY_GATEWAY,
        RunningStore.of(endpoint, options.credentials()),
        () -> CHECKS,
        null,
        null);
  }

  /** Apart, because it can't be loaded without Testcontainers. */
  private static final class Started {

    private static final String IMAGE = "versity/versitygw:v1.8.0";
    private static final int PORT = 7070;

    private Started() {}

    static OpenServer.Access access() {
      VersityGatewayOptions options = VersityGatewayOptions.fresh();
      Gateway container =
          new Containers(
                  "versitygw",
                  "versity/versitygw",
                  IMAGE,
                  "UPLOAD_TEST_VERSITYGW_IMAGE",
                  "It is tested with " + IMAGE + ";")
              .start((image, said) -> create(image, said, options));
      return VersityGatewayBackend.access(
          URI.create("http://%s:%d".formatted(container.getHost(), container.getMappedPort(PORT))),
          options);
    }

    private static Gateway create(
        DockerImageName image, StringBuilder said, VersityGatewayOptions options) {
      return new Gateway(image, said)
          .withEnv(options.environment())
          .withCommand(options.arguments(":" + PORT, "/objects", "/attributes"))
          // Folders that no image has to bring along.
          .withTmpFs(Map.of("/objects", "rw", "/attributes", "rw"))
          .withExposedPorts(PORT)
          .waitingFor(Wait.forHttp(VersityGatewayOptions.HEALTH).forPort(PORT));
    }
  }

  /** One that doesn't start is removed at once, with what it has said. */
  private static final class Gateway extends GenericContainer<Gateway> {

    private final StringBuilder said;

    Gateway(DockerImageName image, StringBuilder said) {
      super(image);
      this.said = said;
    }

    @Override
    protected void containerIsStopping(@Nullable InspectContainerResponse info) {
      said.append(getLogs());
    }
  }
}
