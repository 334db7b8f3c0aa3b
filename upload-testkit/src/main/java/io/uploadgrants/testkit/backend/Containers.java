package io.uploadgrants.testkit.backend;

import io.uploadgrants.testkit.ServerUnavailableException;
import io.uploadgrants.testkit.bucket.Owner;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Starts a backend's container; apart from the backends, because it can't be loaded without
 * Testcontainers.
 *
 * @param product the server's name in texts
 * @param standsFor the repository by which Testcontainers knows such images
 * @param image the image that is started by default
 * @param variable the variable that names another one
 * @param hint which image is available, a sentence that the variable's name ends
 */
record Containers(String product, String standsFor, String image, String variable, String hint) {

  private static final String EMBEDDED = "UploadServer.embedded() needs none.";

  /**
   * Starts a container with our labels, after those that killed runs have left were removed.
   *
   * @param container makes it from its image, and writes what it has said when it stops
   */
  <C extends GenericContainer<?>> C start(BiFunction<DockerImageName, StringBuilder, C> container) {
    String chosen = chosen(System.getenv());
    StringBuilder said = new StringBuilder();
    try {
      requireDocker(System.getenv());
      LeftContainers.removeOnce();
      C created =
          container.apply(DockerImageName.parse(chosen).asCompatibleSubstituteFor(standsFor), said);
      LeftContainers.labels(Owner.current()).forEach(created::withLabel);
      created.start();
      return created;
    } catch (ServerUnavailableException explained) {
      throw explained;
    } catch (RuntimeException failed) {
      throw new ServerUnavailableException(text(chosen, failed, said.toString()), failed);
    }
  }

  String chosen(Map<String, String> environment) {
    @Nullable String other = environment.get(variable);
    return other == null || other.isBlank() ? image : other.strip();
  }

  private static void requireDocker(Map<String, String> environment) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new ServerUnavailableException(noDocker(environment));
    }
  }

  static String noDocker(Map<String, String> environment) {
    @Nullable String host = environment.get("DOCKER_HOST");
    return "No Docker engine answers at %s. Start one, or %s"
        .formatted(
            host == null || host.isBlank()
                ? "/var/run/docker.sock, and DOCKER_HOST isn't set"
                : "DOCKER_HOST=" + host,
            "use another server: " + EMBEDDED);
  }

  /** Returns one line that says why a container doesn't start. */
  String text(String chosen, Throwable failed, String said) {
    if (causes(failed).anyMatch(ContainerFetchException.class::isInstance)) {
      return unfetched(chosen, failed);
    }
    if (asksForToken(said)) {
      return "The image %s asks for a token (LOCALSTACK_AUTH_TOKEN), which the test kit doesn't hand on. %s"
          .formatted(chosen, instead());
    }
    return "%s in a container of %s doesn't start: %s. %s"
        .formatted(
            product,
            chosen,
            lines(said).reduce((before, last) -> last).orElseGet(() -> reason(failed)),
            EMBEDDED);
  }

  /** Returns whether a container that ended has said that it wants an account. */
  static boolean asksForToken(String said) {
    return said.contains("license activation failed")
        || said.contains("requires an account to run");
  }

  private String unfetched(String chosen, Throwable failed) {
    // Testcontainers starts a container of its own first.
    boolean ryuk = causes(failed).anyMatch(each -> message(each).contains("/ryuk:"));
    return ryuk
        ? "Testcontainers' own image, ryuk, can't be pulled: %s. TESTCONTAINERS_RYUK_DISABLED=true goes without it; %s"
            .formatted(reason(failed), EMBEDDED)
        : "The image %s can't be pulled: %s. %s".formatted(chosen, reason(failed), instead());
  }

  private String instead() {
    return "%s %s names another one; %s".formatted(hint, variable, EMBEDDED);
  }

  private static String reason(Throwable failed) {
    return causes(failed)
        .map(Containers::message)
        // Testcontainers shows a container with its environment, where keys stand.
        .filter(message -> !message.contains("InspectContainerResponse("))
        .flatMap(message -> lines(message).limit(1))
        .reduce((before, cause) -> cause)
        .orElse("no reason given")
        .replaceAll("\\.$", "");
  }

  private static String message(Throwable failed) {
    return String.valueOf(failed.getMessage());
  }

  private static Stream<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty());
  }

  private static Stream<Throwable> causes(Throwable failed) {
    return Stream.iterate(failed, Objects::nonNull, Throwable::getCause);
  }
}
