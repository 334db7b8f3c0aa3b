package io.uploadgrants.testkit.backend;

import io.uploadgrants.testkit.ServerUnavailableException;
import io.uploadgrants.testkit.UploadServer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server outside this JVM, started at its first use here. What prevents it is remembered, so that
 * each test says it and only the first one waits for it.
 */
final class SharedServer {

  private final String dependency;
  private final Supplier<OpenServer.Access> starter;
  private OpenServer.@Nullable Access access;
  private @Nullable ServerUnavailableException failure;

  /**
   * Starts nothing yet.
   *
   * @param dependency the Maven dependency without which the starter can't be loaded
   * @param starter starts the server
   */
  SharedServer(String dependency, Supplier<OpenServer.Access> starter) {
    this.dependency = dependency;
    this.starter = starter;
  }

  /** Returns a view of the server with a bucket of its own; the server outlives it. */
  UploadServer open() {
    return new OpenServer(access());
  }

  private synchronized OpenServer.Access access() {
    if (failure != null) {
      throw new ServerUnavailableException(String.valueOf(failure.getMessage()), failure);
    }
    if (access == null) {
      access = start();
    }
    return access;
  }

  private OpenServer.Access start() {
    try {
      return starter.get();
    } catch (NoClassDefFoundError missing) {
      if (!String.valueOf(missing.getMessage()).startsWith("org/testcontainers/")) {
        throw missing;
      }
      throw remembered(
          new ServerUnavailableException(
              "Testcontainers isn't on the class path: add %s as a test dependency, or use UploadServer.embedded(), which needs neither it nor Docker."
                  .formatted(dependency),
              missing));
    } catch (ServerUnavailableException failed) {
      throw remembered(failed);
    }
  }

  private ServerUnavailableException remembered(ServerUnavailableException failed) {
    failure = failed;
    return failed;
  }
}
