package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.OverQuotaException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource
class RefusalsTests {

  private static final Map<ErrorCode, Integer> STATUS =
      Map.ofEntries(
          Map.entry(ErrorCode.INVALID_REQUEST, 400),
          Map.entry(ErrorCode.AUTHENTICATION_REQUIRED, 401),
          Map.entry(ErrorCode.DENIED, 403),
          Map.entry(ErrorCode.UNKNOWN_PROFILE, 404),
          Map.entry(ErrorCode.TOO_LARGE, 413),
          Map.entry(ErrorCode.TOO_SMALL, 422),
          Map.entry(ErrorCode.TYPE_NOT_ALLOWED, 415),
          Map.entry(ErrorCode.SIZE_REQUIRED, 422),
          Map.entry(ErrorCode.CHECKSUM_REQUIRED, 422),
          Map.entry(ErrorCode.KIND_NOT_ALLOWED, 422),
          Map.entry(ErrorCode.OVER_QUOTA, 429),
          Map.entry(ErrorCode.ISSUANCE_FAILED, 503),
          Map.entry(ErrorCode.INVALID_CONFIGURATION, 500));

  private final TestServer server;

  RefusalsTests(Container container) {
    server = TestServer.shared(container, RefusalsTests.class, RefusalsTests::servlet);
  }

  private static UploadServlet servlet() {
    return new UploadServlet(
        TestGrants.builder().authorizer(RefusalsTests::throwWhatTheNameSays).build());
  }

  private static void throwWhatTheNameSays(UploadRequest request, UploadProfile profile) {
    String name = String.valueOf(request.fileName());
    if (name.startsWith("code:")) {
      throw new UploadRefusedException(ErrorCode.valueOf(name.substring(5)), "Told.", null, null);
    }
    if (name.startsWith("quota:")) {
      throw new OverQuotaException("Ten a day.", Duration.parse(name.substring(6)));
    }
    switch (name) {
      case "denied" -> throw UploadRefusedException.denied("Not on Sundays.");
      case "half" -> throw UploadRefusedException.denied("Half \ud83d of \"two\" \ud83d\ude00");
      case "values" ->
          throw new UploadRefusedException(
              ErrorCode.DENIED, "Told.", List.of("a", 1, 2.5), Duration.ofSeconds(3));
      case "issuance" ->
          throw new IssuanceFailedException("STS of 10.1.2.3 is away.", new Error("inner"));
      case "configuration" ->
          throw new UploadConfigurationException("profiles.any", "Profile 'any' lacks inner.");
      case "runtime" ->
          throw new IllegalStateException("inner text", new IllegalArgumentException("inner"));
      default -> {}
    }
  }

  private Answered named(String name) {
    return server.post("{\"profile\":\"any\",\"fileName\":\"" + name + "\"}");
  }

  @Test
  void everyCodeHasItsStatus() {
    assertThat(STATUS).containsOnlyKeys(ErrorCode.values());
    STATUS.forEach((code, status) -> named("code:" + code).problem(status, code.id()));
  }

  @Test
  void tooLargeTellsTheLimitAndWhatWasGiven() {
    JsonNode problem =
        server
            .post("{\"profile\":\"avatar\",\"size\":7340032,\"contentType\":\"image/png\"}")
            .problem(413, "too-large");

    assertThat(problem.propertyNames())
        .containsExactly(
            "type", "title", "status", "code", "detail", "limit", "given", "error", "message");
    assertThat(problem.path("title").asString()).isEqualTo("Too large");
    assertThat(problem.path("detail").asString())
        .isEqualTo("The file has 7340032 bytes; profile 'avatar' allows at most 5242880.");
    assertThat(problem.path("limit").isIntegralNumber()).isTrue();
    assertThat(problem.path("limit").asLong()).isEqualTo(5_242_880);
    assertThat(problem.path("given").asLong()).isEqualTo(7_340_032);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"profile\":\"nope\"}|404|unknown-profile",
        "{\"profile\":\"sized\",\"size\":9}|422|too-small",
        "{\"profile\":\"sized\",\"size\":21}|413|too-large",
        "{\"profile\":\"sized\",\"size\":9223372036854775807}|413|too-large",
        "{\"profile\":\"sized\"}|422|size-required",
        "{\"profile\":\"avatar\",\"size\":1}|415|type-not-allowed",
        "{\"profile\":\"avatar\",\"size\":1,\"contentType\":\"text/html\"}|415|type-not-allowed",
        "{\"profile\":\"avatar\",\"size\":1,\"contentType\":\"\"}|415|type-not-allowed",
        "{\"profile\":\"checked\"}|422|checksum-required",
        "{\"profile\":\"any\",\"kind\":\"post-policy\"}|422|kind-not-allowed",
        "{\"profile\":\"folder\",\"size\":1}|400|invalid-request",
      })
  void aRequestThatItsProfileRefusesIsToldWhy(String body, int status, String code) {
    server.post(body).problem(status, code);
  }

  @Test
  void theAuthorizersWordsReachTheCaller() {
    JsonNode problem = named("denied").problem(403, "denied");

    assertThat(problem.path("detail").asString()).isEqualTo("Not on Sundays.");
    assertThat(problem.has("limit")).isFalse();
    assertThat(problem.has("given")).isFalse();
  }

  @Test
  void halfOfASurrogatePairIsReplaced() {
    assertThat(named("half").problem(403, "denied").path("detail").asString())
        .isEqualTo("Half \ufffd of \"two\" \ud83d\ude00");
  }

  @Test
  void valuesOfAnyTypeAreTold() {
    JsonNode problem = named("values").problem(403, "denied");

    assertThat(problem.path("limit").toString()).isEqualTo("[\"a\",1,2.5]");
    assertThat(problem.path("given").asString()).isEqualTo("PT3S");
  }

  @ParameterizedTest
  @CsvSource({
    "PT30S, 30",
    "PT1.001S, 2",
    "PT0S, 1",
    "PT0.2S, 1",
    "PT-5S, 1",
    "PT24H, 86400",
    "PT9223372036854775807.9S, 9223372036854775807"
  })
  void aQuotaTellsWhenToComeBackInWholeSecondsRoundedUp(String wait, String seconds) {
    Answered answer = named("quota:" + wait);

    answer.problem(429, "over-quota");
    assertThat(answer.header("retry-after")).isEqualTo(seconds);
  }

  @Test
  void aFailureToIssueAsksToComeBackAndKeepsItsReasonForTheLog() {
    RecordedLogs.clear();

    Answered answer = named("issuance");

    answer.problem(503, "issuance-failed");
    assertThat(Integer.parseInt(answer.header("retry-after"))).isPositive();
    assertThat(answer.text()).doesNotContain("10.1.2.3").doesNotContain("inner");
    assertThat(RecordedLogs.ours())
        .singleElement()
        .asString()
        .startsWith("WARN ")
        .contains("STS of 10.1.2.3 is away.")
        .contains("java.lang.Error")
        .doesNotContain("inner");
  }

  @Test
  void aWrongSetUpIsLoggedAndKeptFromTheCaller() {
    RecordedLogs.clear();

    assertThat(named("configuration").problem(500, "invalid-configuration").toString())
        .doesNotContain("inner");
    assertThat(RecordedLogs.ours())
        .singleElement()
        .asString()
        .startsWith("ERROR ")
        .contains("Profile 'any' lacks inner.");
  }

  @Test
  void anUnexpectedFailureIsLoggedOnceWithItsPlaceAndWithoutItsText() {
    RecordedLogs.clear();

    assertThat(named("runtime").problem(500, "internal-error").toString())
        .doesNotContain("inner")
        .doesNotContain("Exception");
    assertThat(RecordedLogs.lines())
        .singleElement()
        .asString()
        .startsWith("ERROR io.uploadgrants.servlet.UploadServlet")
        .contains("java.lang.IllegalStateException")
        .contains("java.lang.IllegalArgumentException")
        .contains("at io.uploadgrants.servlet.RefusalsTests.throwWhatTheNameSays")
        .doesNotContain("inner");
  }

  @Test
  void whatACallerCanMendIsNotLogged() {
    RecordedLogs.clear();

    named("denied");
    named("quota:PT1S");
    server.post("{");
    server.post("{\"profile\":\"nope\"}");
    server.send("GET", "/uploads/nothing");

    assertThat(RecordedLogs.ours()).isEmpty();
  }
}
