package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.UploadConfigurationException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class RequestBodyTests {

  private static final String NOT_JSON = "unsupported-media-type";
  private static final byte[] SMALL = "{\"profile\":\"any\"}".getBytes(StandardCharsets.UTF_8);

  private final Container container;
  private final TestServer server;

  RequestBodyTests(Container container) {
    this.container = container;
    server = TestServer.shared(container, TestGrants.class, TestGrants::servlet);
  }

  @Test
  void whatIsNotJsonIsToldWhatIsTaken() {
    Answered answer = server.post("alice", SMALL, "Content-Type", "text/plain");

    answer.problem(415, NOT_JSON);
    assertThat(answer.header("accept")).isEqualTo("application/json");
  }

  private static byte[] sized(int bytes) {
    String start = "{\"profile\":\"any\",\"x\":\"";
    return (start + "x".repeat(bytes - start.length() - 2) + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {70_000, 300_000, 1_000_000})
  void aClientThatSendsTooMuchStillReadsItsAnswer(int bytes) {
    server
        .post("alice", sized(bytes), "Content-Type", "application/json")
        .problem(413, "request-too-large");
    server.post("alice", sized(bytes), "Content-Type", "image/png").problem(415, NOT_JSON);
  }

  @Test
  void theLimitOfABodyCanBeSet() {
    UploadServlet servlet =
        UploadServlet.builder(TestGrants.builder().build()).maxBodySize(40).build();
    try (TestServer narrow = TestServer.start(container, servlet)) {
      narrow.post("alice", sized(40), "Content-Type", "application/json").grant();
      narrow
          .post("alice", sized(41), "Content-Type", "application/json")
          .problem(413, "request-too-large");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 16_777_217})
  void aLimitOutsideItsBoundsIsRefused(int bytes) {
    UploadServlet.Builder builder = UploadServlet.builder(TestGrants.builder().build());

    assertThatThrownBy(() -> builder.maxBodySize(bytes))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("1 to 16777216");
  }
}
