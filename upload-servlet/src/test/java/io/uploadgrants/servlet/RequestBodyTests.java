package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.UploadConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class RequestBodyTests {

  private static final String HEAD =
      "POST /uploads HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Login: alice\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String NOT_JSON = "unsupported-media-type";
  private static final byte[] SMALL = "{\"profile\":\"any\"}".getBytes(StandardCharsets.UTF_8);

  private final Container container;
  private final TestServer server;

  RequestBodyTests(Container container) {
    this.container = container;
    server = TestServer.shared(container, TestGrants.class, TestGrants::servlet);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json ; charset=\"utf-8\"",
        "Application/JSON"
      })
  void jsonInUtf8IsTaken(String type) {
    server.raw(HEAD + "Content-Type: " + type + "\r\nContent-Length: 17\r\n", SMALL).grant();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Type:\r\n",
        "Content-Type: text/plain\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        "Content-Type: multipart/form-data; boundary=x\r\n",
        "Content-Type: text/plain; application/json\r\n",
        "Content-Type: application/jsonp\r\n",
        "Content-Type: application/problem+json\r\n",
        "Content-Type: application/*\r\n",
        "Content-Type: json\r\n",
        "Content-Type: ;;;\r\n",
        "Content-Type: application/json; charset=utf-16\r\n",
        "Content-Type: application/json; charset=iso-8859-1\r\n",
        "Content-Type: application/json; charset\r\n",
        "Content-Type: application/json; charset=nonsense\r\n",
        "Content-Type: application/json, text/plain\r\n",
        "Content-Type: application/json\r\nContent-Type: text/plain\r\n",
        "Content-Type: text/plain\r\nContent-Type: application/json\r\n",
        "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"
      })
  void whatIsNotDeclaredAsJsonIsRefused(String headers) {
    Answered answer = server.raw(HEAD + headers + "Content-Length: 17\r\n", SMALL);

    answer.problem(415, NOT_JSON);
    assertThat(answer.header("accept")).isEqualTo("application/json");
  }

  private static byte[] sized(int bytes) {
    String start = "{\"profile\":\"any\",\"x\":\"";
    return (start + "x".repeat(bytes - start.length() - 2) + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aBodyUpToTheLimitIsTaken() {
    byte[] body = sized(65_536);

    server.post("alice", body, "Content-Type", "application/json").grant();
    server
        .raw(HEAD + JSON + "Transfer-Encoding: chunked\r\n", TestServer.chunked(body, 1_000))
        .grant();
  }

  @Test
  void aLongerBodyIsRefusedWhetherItsLengthIsDeclaredOrNot() {
    byte[] body = sized(65_537);

    Answered declared = server.raw(HEAD + JSON + "Content-Length: 65537\r\n", body);
    Answered chunked =
        server.raw(HEAD + JSON + "Transfer-Encoding: chunked\r\n", TestServer.chunked(body, 8_000));

    assertThat(declared.problem(413, "request-too-large").path("limit").asLong()).isEqualTo(65_536);
    chunked.problem(413, "request-too-large");
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
  void aLengthBeyondAllBoundsIsRefusedBeforeABodyIsRead() {
    server.raw(HEAD + JSON + "Content-Length: 9000000000\r\n").problem(413, "request-too-large");
  }

  @Test
  void aBodyThatEndsEarlyIsMalformed() {
    Answered answer = server.raw(HEAD + JSON + "Content-Length: 100\r\n", SMALL);

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void brokenChunksAreMalformed() {
    for (String chunks :
        List.of("zz\r\nabc", "5\r\nab", "ffffffffffffffffff\r\n{", "5\r\nabcdefgh")) {
      Answered answer =
          server.raw(
              HEAD + JSON + "Transfer-Encoding: chunked\r\n",
              chunks.getBytes(StandardCharsets.ISO_8859_1));

      assertThat(answer.status()).as(chunks).isEqualTo(400);
    }
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

  @Test
  void aClientThatAsksBeforeItSendsTooMuchIsRefused() {
    server
        .raw(HEAD + JSON + "Expect: 100-continue\r\nContent-Length: 100000\r\n")
        .problem(413, "request-too-large");
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
