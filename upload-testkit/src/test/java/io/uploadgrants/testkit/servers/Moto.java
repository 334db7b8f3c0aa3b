package io.uploadgrants.testkit.servers;

import java.net.URI;
import java.util.Objects;

/**
 * The Cognito that tools/test-servers has started; public only for the suites beside this package.
 */
public final class Moto {

  private Moto() {}

  /** Returns its address, or skips the suite by its name. */
  public static URI endpoint() {
    String endpoint = System.getenv("UPLOAD_TEST_MOTO_ENDPOINT");
    if (endpoint == null) {
      RunningServer.skip(
          "Moto isn't running: UPLOAD_TEST_MOTO_ENDPOINT isn't set. Start it with: eval \"$(tools/test-servers up)\"");
    }
    return URI.create(Objects.requireNonNull(endpoint));
  }
}
