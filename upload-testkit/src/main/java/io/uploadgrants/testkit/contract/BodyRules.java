package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a request's body is declared, how long it may be, and how it may be broken. */
abstract class BodyRules extends ServedRules {

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String CHUNKED = JSON + "Transfer-Encoding: chunked\r\n";
  private static final byte[] SMALL = "{\"profile\":\"any\"}".getBytes(StandardCharsets.UTF_8);

  BodyRules(UploadEndpointContract contract) {
    super(contract);
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
    endpoint().raw("Content-Type: " + type + "\r\nContent-Length: 17\r\n", SMALL).grant();
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
    endpoint()
        .raw(headers + "Content-Length: 17\r\n", SMALL)
        .problem(415, "unsupported-media-type");
  }

  @Test
  void aFormOfAnotherSiteIsRefusedWhateverStandsInIt() {
    byte[] form = "{\"profile\":\"any\",\"x\":\"=\"}".getBytes(StandardCharsets.UTF_8);

    endpoint()
        .raw("Content-Type: text/plain\r\nContent-Length: " + form.length + "\r\n", form)
        .problem(415, "unsupported-media-type");
  }

  private static byte[] sized(int bytes) {
    String start = "{\"profile\":\"any\",\"x\":\"";
    return (start + "x".repeat(bytes - start.length() - 2) + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aBodyUpToTheLimitIsTaken() {
    byte[] body = sized(greatestBody());

    endpoint().post("alice", body).grant();
    endpoint().raw(CHUNKED, Chunks.of(body, 1_000)).grant();
  }

  @Test
  void aLongerBodyIsRefusedWhetherItsLengthIsDeclaredOrNot() {
    byte[] body = sized(greatestBody() + 1);

    Reply declared = endpoint().post("alice", body);
    Reply chunked = endpoint().raw(CHUNKED, Chunks.of(body, 8_000));

    assertThat(declared.problem(413, "request-too-large").path("limit").asLong())
        .isEqualTo(greatestBody());
    chunked.problem(413, "request-too-large");
  }

  @Test
  void aLengthBeyondAllBoundsIsRefusedBeforeABodyIsRead() {
    endpoint()
        .raw(JSON + "Content-Length: 9000000000\r\n", new byte[0])
        .problem(413, "request-too-large");
  }

  @Test
  void aClientThatAsksBeforeItSendsTooMuchIsRefused() {
    endpoint()
        .raw(
            JSON + "Expect: 100-continue\r\nContent-Length: " + (greatestBody() + 1) + "\r\n",
            new byte[0])
        .problem(413, "request-too-large");
  }

  @Test
  void aBodyThatEndsEarlyIsMalformed() {
    assertMalformed(endpoint().raw(JSON + "Content-Length: 100\r\n", SMALL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"zz\r\nabc", "5\r\nab", "ffffffffffffffffff\r\n{", "5\r\nabcdefgh", "11\r\n{"})
  void brokenChunksAreMalformed(String chunks) {
    assertMalformed(endpoint().raw(CHUNKED, chunks.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** What answers it may be the HTTP server alone, in its own words or by closing. */
  private static void assertMalformed(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isIn(0, 400);
    assertThat(reply.text()).doesNotContain(ContractGrants.SECRETS);
  }
}
