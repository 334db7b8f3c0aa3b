package io.uploadgrants.testkit;

import java.util.Set;

/**
 * Where {@link Backend#open} and {@link UploadServer#at} have their servers from. The test kit
 * brings the only one, as a service ({@link java.util.ServiceLoader}), so that what a test calls
 * knows nothing of what stands behind it; a test calls none of it.
 */
public interface ServerSource {

  /**
   * Returns what {@link Backend#declaredChecks} says.
   *
   * @param backend which server
   * @return the checks
   */
  Set<ServerCheck> declaredChecks(Backend backend);

  /**
   * Opens a server with a bucket of its own.
   *
   * @param backend which one
   * @return the server
   * @throws ServerUnavailableException when it isn't available here
   */
  UploadServer open(Backend backend);

  /**
   * Opens a running server, with a bucket of its own.
   *
   * @param store where it is
   * @return the server
   * @throws ServerUnavailableException when it doesn't answer
   */
  UploadServer at(RunningStore store);
}
