package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource
class BearerTokenTests {

  private static final String LOGIN_REQUIRED = "{\"profile\":\"mine\"}";
  private static final Map<String, String> SUBJECTS =
      Map.of("token-of-alice", "alice", "a.b_c-d~e+f/g==", "bob", "token-of-nobody", "");

  private final TestServer server;

  BearerTokenTests(Container container) {
    server = TestServer.shared(container, BearerTokenTests.class, BearerTokenTests::servlet);
  }

  private static UploadServlet servlet() {
    return UploadServlet.builder(
            TestGrants.builder()
                .profile(
                    UploadProfile.named("mine").keys(ObjectKeyPolicy.perSubject("mine")).build())
                .build())
        .subjectResolver(SubjectResolver.bearerToken(BearerTokenTests::subject))
        .build();
  }

  private static @Nullable String subject(String token) {
    if (token.equals("token-of-null")) {
      return null;
    }
    String subject = SUBJECTS.get(token);
    if (subject == null) {
      throw new UploadRefusedException(
          ErrorCode.AUTHENTICATION_REQUIRED, "The token isn't known.", null, null);
    }
    return subject;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer token-of-alice",
        "bearer token-of-alice",
        "BEARER token-of-alice",
        "Bearer   token-of-alice"
      })
  void theTokenSaysWhoIsAsking(String header) {
    assertThat(keyFor(header)).startsWith("mine/alice/");
  }

  @Test
  void everyCharacterOfATokenIsPassedOn() {
    assertThat(keyFor("Bearer a.b_c-d~e+f/g==")).startsWith("mine/bob/");
  }

  private String keyFor(String header) {
    return post(header).grant().path("key").asString();
  }

  @Test
  void withoutTheHeaderTheCallerIsAGuest() {
    server.post(null, bytes("{\"profile\":\"any\"}"), "Content-Type", "application/json").grant();
    server
        .post(null, bytes(LOGIN_REQUIRED), "Content-Type", "application/json")
        .problem(401, "authentication-required");
  }

  /** Not even where guests are welcome: whoever shows a token wants to be known by it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearertoken-of-alice",
        "Basic dG9rZW4tb2YtYWxpY2U=",
        "token-of-alice",
        "Bearer token of alice",
        "Bearer token-of-alice, Bearer token-of-alice",
        "Bearer \"token-of-alice\"",
        "Bearer token-of-alice=x",
        "Bearer =",
        "Bearer\ttoken-of-alice",
        "Bearer token-of-alic\u00e9",
        "Bearer unknown",
        "Bearer token-of-nobody",
        "Bearer token-of-null"
      })
  void whatIsNoTokenOfSomebodyIsRefused(String header) throws IOException {
    String answer = raw("Authorization: " + header + "\r\n");

    assertThat(answer).startsWith("HTTP/1.1 401 ").contains("authentication-required");
    assertThat(answer.substring(answer.indexOf("\r\n\r\n")))
        .doesNotContain("alic", "dG9r", "unknown");
  }

  @Test
  void theHeaderTwiceIsRefused() throws IOException {
    String header = "Authorization: Bearer token-of-alice\r\n";

    assertThat(raw(header)).startsWith("HTTP/1.1 201 ");
    assertThat(raw(header + header)).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void theProfilesAreToldByTheTokenToo() {
    JsonNode alices =
        server.send("GET", "/uploads/profiles", "Authorization", "Bearer token-of-alice").json();
    JsonNode guests = server.send("GET", "/uploads/profiles").json();

    assertThat(alices.toString()).contains("\"mine\"");
    assertThat(guests.toString()).doesNotContain("\"mine\"");
    server
        .send("GET", "/uploads/profiles", "Authorization", "Bearer unknown")
        .problem(401, "authentication-required");
  }

  private Answered post(String authorization) {
    return server.post(
        null,
        bytes(LOGIN_REQUIRED),
        "Content-Type",
        "application/json",
        "Authorization",
        authorization);
  }

  /** Sends what an HTTP client would refuse to. */
  private String raw(String headers) throws IOException {
    byte[] body = bytes("{\"profile\":\"any\"}");
    String head =
        "POST /uploads HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(body.length, headers);
    try (Socket socket = new Socket(server.base().getHost(), server.base().getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
