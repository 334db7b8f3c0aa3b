package io.uploadgrants.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to an endpoint as its clients do, and holds each answer to what all answers have. */
record JsonClient(URI base, HttpClient http) {

  JsonClient(URI base) {
    this(base, HttpClient.newHttpClient());
  }

  record Reply(int status, HttpResponse<String> response, JsonNode body) {

    JsonNode ok() {
      return is(200);
    }

    JsonNode is(int expected) {
      assertThat(status).as("%s", body).isEqualTo(expected);
      return body;
    }

    JsonNode problem(int expected, String code) {
      assertThat(status).as("%s", body).isEqualTo(expected);
      assertThat(body.path("code").stringValue()).as("%s", body).isEqualTo(code);
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/problem+json");
      return body;
    }
  }

  /**
   * Posts JSON.
   *
   * @param subject who asks, empty for a guest
   */
  Reply post(String path, String subject, String body) throws IOException, InterruptedException {
    return send("POST", path, subject, "application/json", body);
  }

  Reply send(String method, String path, String subject, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", type);
    if (!subject.isEmpty()) {
      request.header("Test-Subject", subject);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    return new Reply(
        response.statusCode(),
        response,
        response.body().isEmpty()
            ? JsonMapper.shared().createObjectNode()
            : JsonMapper.shared().readTree(response.body()));
  }
}
