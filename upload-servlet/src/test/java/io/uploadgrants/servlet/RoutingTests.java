package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class RoutingTests {

  private final Container container;

  RoutingTests(Container container) {
    this.container = container;
  }

  private TestServer at(String context, String... mappings) {
    return TestServer.start(container, TestGrants.servlet(), context, mappings);
  }

  @ParameterizedTest
  @CsvSource({
    "'', /uploads/*, /uploads",
    "'', /*, ''",
    "'', /, ''",
    "/app, /uploads/*, /app/uploads",
    "/app, /api/v1/uploads/*, /app/api/v1/uploads",
    "/app, /*, /app",
    "/app, /, /app",
  })
  void everyMappingServesTheBaseAndTheProfiles(String context, String mapping, String base) {
    try (TestServer server = at(context, mapping)) {
      if (!base.isEmpty() && !base.equals("/app")) {
        server.send("POST", base, "Content-Type", "application/json").grant();
      }
      server.send("POST", base + "/", "Content-Type", "application/json").grant();
      assertThat(server.send("GET", base + "/profiles").json().path("profiles").size())
          .isEqualTo(4);
      server.send("GET", base + "/profiles/").problem(404, "not-found");
      server.send("GET", base + "/nothing").problem(404, "not-found");
    }
  }

  @Test
  void exactMappingsServeTheirPaths() {
    try (TestServer server = at("", "/uploads", "/uploads/profiles")) {
      server.send("POST", "/uploads", "Content-Type", "application/json").grant();
      assertThat(server.send("GET", "/uploads/profiles").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/uploads/parts",
        "/uploads/status",
        "/uploads/complete",
        "/uploads/abort",
        "/uploads/s3/params",
        "/uploads/profile",
        "/uploads/profiles/x",
        "/uploads/%E2%80%AE",
        "/uploads/%F0%9F%98%80"
      })
  void aPathThatStandsForNothingIsNotFound(String path) {
    try (TestServer server = at("", "/uploads/*")) {
      server.send("POST", path, "Content-Type", "application/json").problem(404, "not-found");
      server.send("OPTIONS", path).problem(404, "not-found");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/uploads, 'POST, OPTIONS', BREW",
    "/uploads/profiles, 'GET, HEAD, OPTIONS', get",
  })
  void aMethodThatHttpDoesNotKnowIsRefusedToo(String path, String allow, String method) {
    try (TestServer server = at("", "/uploads/*")) {
      Answered answer = server.send(method, path, "Content-Type", "application/json");

      answer.problem(405, "method-not-allowed");
      assertThat(answer.header("allow")).isEqualTo(allow);
    }
  }
}
