package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Refusals and failures of the library, as they are told. */
abstract class RefusalRules extends ServedRules {

  RefusalRules(UploadEndpointContract contract) {
    super(contract);
  }

  private Reply named(String name) {
    return endpoint().post("{\"profile\":\"any\",\"fileName\":\"" + name + "\"}");
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeHasItsStatus(ErrorCode code) {
    named("code:" + code).problem(statusOf(code), code.id());
  }

  private static int statusOf(ErrorCode code) {
    return switch (code) {
      case INVALID_REQUEST, INVALID_TICKET, INVALID_RECEIPT -> 400;
      case AUTHENTICATION_REQUIRED -> 401;
      case DENIED, TICKET_OF_ANOTHER_SUBJECT -> 403;
      case UNKNOWN_PROFILE, NO_SUCH_UPLOAD -> 404;
      case ALREADY_COMPLETED -> 409;
      case TICKET_EXPIRED -> 410;
      case TOO_LARGE -> 413;
      case TYPE_NOT_ALLOWED -> 415;
      case TOO_SMALL,
          SIZE_REQUIRED,
          CHECKSUM_REQUIRED,
          KIND_NOT_ALLOWED,
          OBJECT_DIFFERS,
          PARTS_MISSING ->
          422;
      case OVER_QUOTA -> 429;
      case INVALID_CONFIGURATION -> 500;
      case ISSUANCE_FAILED -> 503;
    };
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
    endpoint().post(body).problem(status, code);
  }

  @Test
  void tooLargeTellsTheLimitAndWhatWasGiven() {
    JsonNode problem =
        endpoint()
            .post("{\"profile\":\"avatar\",\"size\":7340032,\"contentType\":\"image/png\"}")
            .problem(413, "too-large");

    assertThat(problem.propertyNames())
        .containsExactlyInAnyOrder(
            "type", "title", "status", "code", "detail", "limit", "given", "error", "message");
    assertThat(problem.path("detail").asString())
        .isEqualTo("The file has 7340032 bytes; profile 'avatar' allows at most 5242880.");
    assertThat(problem.path("limit").isIntegralNumber()).isTrue();
    assertThat(problem.path("limit").asLong()).isEqualTo(5_242_880);
    assertThat(problem.path("given").isIntegralNumber()).isTrue();
    assertThat(problem.path("given").asLong()).isEqualTo(7_340_032);
  }

  @Test
  void aTypeThatIsNotAllowedTellsTheListOfThoseThatAre() {
    JsonNode problem =
        endpoint()
            .post("{\"profile\":\"avatar\",\"size\":1,\"contentType\":\"text/html\"}")
            .problem(415, "type-not-allowed");

    assertThat(problem.path("limit").toString()).isEqualTo("[\"image/*\"]");
    assertThat(problem.path("given").asString()).isEqualTo("text/html");
  }

  @Test
  void theAuthorizersWordsReachTheCaller() {
    JsonNode problem = named("denied").problem(403, "denied");

    assertThat(problem.path("detail").asString()).isEqualTo("Not on Sundays.");
    assertThat(problem.has("limit")).isFalse();
    assertThat(problem.has("given")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"PT30S, 30", "PT1.001S, 2", "PT0S, 1", "PT0.2S, 1", "PT24H, 86400"})
  void aQuotaTellsWhenToComeBackInWholeSecondsRoundedUp(String wait, String seconds) {
    Reply reply = named("quota:" + wait);

    reply.problem(429, "over-quota");
    assertThat(reply.header("retry-after")).isEqualTo(seconds);
  }

  @Test
  void aFailureToIssueAsksToComeBackAndKeepsItsReason() {
    Reply reply = named("issuance");

    reply.problem(503, "issuance-failed");
    assertThat(Integer.parseInt(reply.header("retry-after"))).isPositive();
    assertThat(reply.text()).doesNotContain("inner", "10.1.2.3");
  }

  @Test
  void aWrongSetUpIsKeptFromTheCaller() {
    Reply reply = named("configuration");

    reply.problem(500, "invalid-configuration");
    assertThat(reply.text()).doesNotContain("inner", "profiles.any");
  }

  @Test
  void anUnexpectedFailureIsKeptFromTheCaller() {
    Reply reply = named("runtime");

    reply.problem(500, "internal-error");
    assertThat(reply.text()).doesNotContain("inner", "Exception");
  }
}
