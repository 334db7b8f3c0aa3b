package io.uploadgrants.testkit.junit;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.UploadServer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the extension asks the machine.
 *
 * @param chosen the backend of tests that name none
 * @param required whether a test that can't run here fails, rather than being skipped
 * @param opener opens a server
 */
record Surroundings(
    Supplier<Backend> chosen, boolean required, Function<Backend, UploadServer> opener) {

  private static final String SERVERS = "UPLOAD_TEST_SERVERS";

  static Surroundings ofEnvironment() {
    return new Surroundings(
        Backend::ofEnvironment, isRequired(System.getenv(SERVERS)), Backend::open);
  }

  static boolean isRequired(@Nullable String servers) {
    if (servers == null || servers.isBlank()) {
      return false;
    }
    if (servers.strip().equals("required")) {
      return true;
    }
    // Skipping what was meant to be required would look like success.
    throw new IllegalArgumentException(
        "%s is '%s', which says nothing; set it to required, or not at all."
            .formatted(SERVERS, servers));
  }
}
