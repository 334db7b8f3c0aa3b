package io.uploadgrants.samples.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Logs in as a client of its own would, with nothing but HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class LoginHttpTests extends RunningSample {

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.builder().build();

  @Test
  void aLoginAnswersTheIdTokenAndNoOther() throws Exception {
    HttpResponse<String> answer = login(ANN.username(), ANN.password());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    JsonNode welcome = json.readTree(answer.body());
    assertThat(welcome.propertyNames()).containsExactlyInAnyOrder("username", "idToken");
    assertThat(uploads("Bearer " + welcome.get("idToken").stringValue()).statusCode())
        .isEqualTo(201);
  }

  @Test
  void noAnswerTellsWhetherAUserExists() throws Exception {
    HttpResponse<String> wrong = login(ANN.username(), "Wrong-passw0rd");
    HttpResponse<String> unknown = login("nobody", "Wrong-passw0rd");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json.readTree(wrong.body()).get("code").stringValue())
        .isEqualTo("authentication-required");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(unknown.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""})
  void whatAFormOfAnotherSiteCanSendIsRefused(String type) throws Exception {
    String right =
        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(ANN.username(), ANN.password());

    HttpResponse<String> answer = post("/login", type, right);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).doesNotContain("idToken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"username\":\"ann\"}",
        "{\"username\":null,\"password\":\"S3cret-word\"}",
        "{\"username\":\"ann\",\"password\":\"S3cret-word\"",
        "{\"username\":\"ann\",\"password\":[\"S3cret-word\"]}",
        "{\"username\":\"ann\",\"password\":S3cret-word}"
      })
  void aBodyThatIsNoLoginIsRefusedAndNotRepeated(String body, CapturedOutput output)
      throws Exception {
    HttpResponse<String> answer = post("/login", "application/json", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body() + output).doesNotContain("S3cret");
  }

  @Test
  void aBodyIsBounded() throws Exception {
    HttpResponse<String> answer = login(ANN.username(), "a".repeat(100_000));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Failed to read request");
  }

  @Test
  void aChallengeIsAnsweredOnceAndCognitosSessionStaysHere() throws Exception {
    HttpResponse<String> challenged = login(invite(), BEN.password());
    assertThat(challenged.statusCode()).as(challenged.body()).isEqualTo(200);
    JsonNode challenge = json.readTree(challenged.body());
    assertThat(challenge.propertyNames())
        .containsExactlyInAnyOrder("challenge", "requiredAttributes");
    String id = challenge.get("challenge").stringValue();
    assertThat(id).matches("[0-9a-f-]{36}");

    assertThat(newPassword(id, "short").statusCode()).as("against the policy").isEqualTo(400);
    HttpResponse<String> welcome = newPassword(id, "Chosen-by-me-1");
    assertThat(welcome.statusCode()).as(welcome.body()).isEqualTo(200);
    assertThat(json.readTree(welcome.body()).has("idToken")).isTrue();
    assertThat(newPassword(id, "Chosen-by-me-2").statusCode()).as("again").isEqualTo(401);
  }

  @Test
  void aChallengeThatNobodyGotIsRefused() throws Exception {
    HttpResponse<String> answer =
        newPassword("00000000-0000-0000-0000-000000000000", "Chosen-by-me-1");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("log in again");
  }

  @Test
  void withoutAValidTokenThereAreNoCredentials() throws Exception {
    String token =
        json.readTree(login(ANN.username(), ANN.password()).body()).get("idToken").stringValue();
    String altered = token.substring(0, token.length() - 6) + "AAAAAA";

    assertThat(uploads("").statusCode()).isEqualTo(401);
    assertThat(uploads("Bearer nonsense").statusCode()).isEqualTo(401);
    assertThat(uploads("Bearer " + altered).statusCode()).isEqualTo(401);
  }

  @Test
  void nothingSecretIsLogged(CapturedOutput output) throws Exception {
    String token =
        json.readTree(login(ANN.username(), ANN.password()).body()).get("idToken").stringValue();
    JsonNode grant = json.readTree(uploads("Bearer " + token).body());
    login(ANN.username(), "Wrong-passw0rd");

    assertThat(output.getAll())
        .doesNotContain(
            token,
            "Wrong-passw0rd",
            grant.get("credentials").get("secretAccessKey").stringValue(),
            grant.get("credentials").get("sessionToken").stringValue());
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:%d, true",
    "http://127.0.0.1:%d, true",
    "http://localhost, false",
    "http://evil.example:%d, false",
    "http://localhost:%d.evil.example, false",
    "null, false"
  })
  void onlyThisPageMayUseTheStoreFromABrowser(String origin, boolean allowed) throws Exception {
    HttpRequest preflight =
        HttpRequest.newBuilder(bucketUri().resolve("uploads/a.txt"))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin.formatted(PORT))
            .header("Access-Control-Request-Method", "PUT")
            .header("Access-Control-Request-Headers", "authorization,x-amz-date")
            .build();

    HttpResponse<String> answer = http.send(preflight, BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin").isPresent())
        .isEqualTo(allowed);
  }

  private HttpResponse<String> login(String username, String password) throws Exception {
    return post(
        "/login",
        "application/json",
        json.createObjectNode().put("username", username).put("password", password).toString());
  }

  private HttpResponse<String> newPassword(String challenge, String password) throws Exception {
    return post(
        "/login/new-password",
        "application/json",
        json.createObjectNode()
            .put("challenge", challenge)
            .put("newPassword", password)
            .toString());
  }

  private HttpResponse<String> uploads(String authorization) throws Exception {
    HttpRequest.Builder ask = request("/uploads", "application/json", "{\"profile\":\"folder\"}");
    if (!authorization.isEmpty()) {
      ask.header("Authorization", authorization);
    }
    return http.send(ask.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String type, String body) throws Exception {
    return http.send(request(path, type, body).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path, String type, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
            .POST(BodyPublishers.ofString(body));
    return type.isEmpty() ? request : request.header("Content-Type", type);
  }
}
