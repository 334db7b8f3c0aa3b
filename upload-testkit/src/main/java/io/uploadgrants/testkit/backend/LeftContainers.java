package io.uploadgrants.testkit.backend;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import io.uploadgrants.testkit.bucket.Owner;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** Containers of test runs that were killed: they outlive a JVM that couldn't stop them. */
final class LeftContainers {

  private static final Logger LOG = LoggerFactory.getLogger(LeftContainers.class);
  private static final String PREFIX = "io.uploadgrants.testkit.";
  private static final String HOST = PREFIX + "host";
  private static final String PID = PREFIX + "pid";
  private static final String STARTED = PREFIX + "started";
  private static final AtomicBoolean DONE = new AtomicBoolean();

  private LeftContainers() {}

  static Map<String, String> labels(Owner owner) {
    return Map.of(
        HOST, owner.host(),
        PID, String.valueOf(owner.pid()),
        STARTED, owner.started().toString());
  }

  /** Removes them, at the first call in this JVM. */
  static void removeOnce() {
    if (DONE.compareAndSet(false, true)) {
      remove(DockerClientFactory.lazyClient());
    }
  }

  static void remove(DockerClient docker) {
    docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(HOST)).exec().stream()
        .filter(container -> isLeft(container.getLabels()))
        .forEach(container -> remove(container, docker));
  }

  static boolean isLeft(Map<String, String> labels) {
    try {
      return new Owner(
              labels.getOrDefault(HOST, ""),
              Long.parseLong(labels.getOrDefault(PID, "")),
              Instant.parse(labels.getOrDefault(STARTED, "")))
          .isDead();
    } catch (NumberFormatException | DateTimeException notOurs) {
      return false;
    }
  }

  private static void remove(Container container, DockerClient docker) {
    try {
      docker.removeContainerCmd(container.getId()).withForce(true).withRemoveVolumes(true).exec();
    } catch (DockerException failed) {
      // Another run may be removing it, too.
      LOG.debug("The container {} of a killed run can't be removed", container.getId(), failed);
    }
  }
}
