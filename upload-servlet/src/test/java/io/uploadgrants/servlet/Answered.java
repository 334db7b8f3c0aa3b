package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client got. */
final class Answered {

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  /**
   * Keeps an answer.
   *
   * @param headers the headers, their names in lower case
   */
  Answered(int status, Map<String, List<String>> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  int length() {
    return body.length;
  }

  /** Returns the only value of a header. */
  String header(String name) {
    assertThat(headers).containsKey(name);
    assertThat(headers.get(name)).hasSize(1);
    return headers.get(name).get(0);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  JsonNode json() {
    return STRICT.readTree(body);
  }

  /** Checks all that every problem has, and returns it. */
  JsonNode problem(int expectedStatus, String code) {
    assertThat(status).as(text()).isEqualTo(expectedStatus);
    assertThat(header("content-type")).isEqualTo("application/problem+json");
    assertThat(header("cache-control")).isEqualTo("no-store");
    assertThat(header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(header("content-length")).isEqualTo(Integer.toString(body.length));
    JsonNode problem = json();
    assertThat(problem.path("type").asString()).isEqualTo("urn:upload-grants:" + code);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("status").asInt()).isEqualTo(expectedStatus);
    assertThat(problem.path("code").asString()).isEqualTo(code);
    assertThat(problem.path("error").asString()).isEqualTo(code);
    assertThat(problem.path("detail").asString()).isNotBlank();
    assertThat(problem.path("message")).isEqualTo(problem.path("detail"));
    return problem;
  }

  /** Checks all that every grant has, and returns it. */
  JsonNode grant() {
    assertThat(status).as(text()).isEqualTo(201);
    assertThat(header("content-type")).isEqualTo("application/json");
    assertThat(header("cache-control")).isEqualTo("no-store");
    assertThat(header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(header("content-length")).isEqualTo(Integer.toString(body.length));
    return json();
  }
}
