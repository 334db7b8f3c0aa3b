package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client got.
 *
 * @param status the status, or 0 when the server closed the connection without an answer
 * @param headers the headers, their names in lower case
 * @param bytes the body, one character for each byte
 */
record Reply(int status, Map<String, List<String>> headers, String bytes) {

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  /** Reads an answer as it came over the wire. */
  static Reply parse(byte[] wire) {
    String all = new String(wire, StandardCharsets.ISO_8859_1);
    if (all.startsWith("HTTP/1.1 100 ")) {
      // Some servers ask a client that waits to go on before the adapter can refuse.
      all = all.substring(all.indexOf("\r\n\r\n") + 4);
    }
    if (all.isEmpty()) {
      return new Reply(0, Map.of(), "");
    }
    int end = all.indexOf("\r\n\r\n");
    List<String> lines = all.substring(0, end).lines().toList();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    String body = all.substring(end + 4);
    boolean chunked = headers.getOrDefault("transfer-encoding", List.of()).contains("chunked");
    return new Reply(
        Integer.parseInt(lines.get(0).substring(9, 12)),
        headers,
        chunked ? Chunks.join(body) : body);
  }

  /** Returns the only value of a header. */
  String header(String name) {
    assertThat(headers).as("headers, status %d", status).containsKey(name);
    assertThat(headers.get(name)).as(name).hasSize(1);
    return headers.get(name).get(0);
  }

  /** Returns the methods of the {@code Allow} header. */
  List<String> allowed() {
    return Arrays.stream(header("allow").split(",", -1)).map(String::strip).toList();
  }

  private byte[] body() {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  JsonNode json() {
    return STRICT.readTree(body());
  }

  /** Checks all that every problem has, and returns it. */
  JsonNode problem(int expectedStatus, String code) {
    JsonNode problem = problem();
    assertThat(status).as(text()).isEqualTo(expectedStatus);
    assertThat(problem.path("code").asString()).isEqualTo(code);
    return problem;
  }

  /** Checks all that a problem has whatever its code, and returns it. */
  JsonNode problem() {
    assertJson("application/problem+json");
    JsonNode problem = json();
    String code = problem.path("code").asString();
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(code).matches("[a-z-]+");
    assertThat(problem.path("type").asString()).isEqualTo("urn:upload-grants:" + code);
    assertThat(problem.path("error").asString()).isEqualTo(code);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("detail").asString()).isNotBlank();
    assertThat(problem.path("message")).isEqualTo(problem.path("detail"));
    assertThat(text()).doesNotContain(ContractGrants.SECRETS);
    return problem;
  }

  /** Checks all that every grant has, and returns it. */
  JsonNode grant() {
    assertThat(status).as(text()).isEqualTo(201);
    assertJson("application/json");
    return json();
  }

  /**
   * Checks that the body is JSON in UTF-8 that nobody keeps, and that no browser takes for HTML.
   */
  void assertJson(String type) {
    String[] given = header("content-type").split(";", 2);
    assertThat(given[0].strip()).as(text()).isEqualToIgnoringCase(type);
    if (given.length > 1) {
      assertThat(given[1].strip()).isEqualToIgnoringCase("charset=utf-8");
    }
    assertThat(header("cache-control")).contains("no-store");
    assertThat(header("x-content-type-options")).isEqualTo("nosniff");
  }

  @Override
  public String toString() {
    return status + " " + headers;
  }
}
