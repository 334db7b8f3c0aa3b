package io.uploadgrants.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.testkit.ServerUnavailableException;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the environment may say of the server to attach to. */
class AttachedEnvironmentTests {

  private static Map<String, String> environment(String endpoint) {
    Map<String, String> environment = new HashMap<>();
    environment.put("UPLOAD_TEST_ENDPOINT", endpoint);
    environment.put("UPLOAD_TEST_ACCESS_KEY", "access");
    environment.put("UPLOAD_TEST_SECRET_KEY", "secret");
    return environment;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:9000", "127.0.0.1:9000", "ftp://host", "http://", "http://my_server"})
  void anEndpointThatIsNoneFails(String endpoint) {
    assertThatThrownBy(() -> AttachedBackend.fromEnvironment(environment(endpoint)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "UPLOAD_TEST_ENDPOINT is '%s', which is no address of a server; give one like http://localhost:9000."
                .formatted(endpoint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UPLOAD_TEST_ENDPOINT", "UPLOAD_TEST_ACCESS_KEY", "UPLOAD_TEST_SECRET_KEY"})
  void whatIsMissingIsNamed(String name) {
    Map<String, String> environment = environment("http://127.0.0.1:9000");
    environment.put(name, " ");

    assertThatThrownBy(() -> AttachedBackend.fromEnvironment(environment))
        .isInstanceOf(ServerUnavailableException.class)
        .hasMessageStartingWith(name + " isn't set");
  }

  @Test
  void aBlankRegionIsTheDefaultOne() {
    try (EmbeddedS3 running = EmbeddedS3.builder().start()) {
      var keys = running.credentials().resolveCredentials();
      Map<String, String> environment = environment(running.endpoint() + " ");
      environment.put("UPLOAD_TEST_ACCESS_KEY", keys.accessKeyId());
      environment.put("UPLOAD_TEST_SECRET_KEY", keys.secretAccessKey());
      environment.put("UPLOAD_TEST_REGION", "");

      try (UploadServer server = AttachedBackend.fromEnvironment(environment)) {
        assertThat(server.region()).isEqualTo("us-east-1");
      }
    }
  }
}
