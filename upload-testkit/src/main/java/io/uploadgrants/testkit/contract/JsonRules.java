package io.uploadgrants.testkit.contract;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that aren't one JSON object in UTF-8. */
abstract class JsonRules extends ServedRules {

  JsonRules(UploadEndpointContract contract) {
    super(contract);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "{\"profile\":}",
        "{\"profile\":\"any\"",
        "{\"profile\":\"any\",}",
        "{'profile':'any'}",
        "{profile:\"any\"}",
        "{\"profile\":\"any\"} x",
        "{\"profile\":\"any\"}{}",
        "{\"profile\":\"any\"} null",
        "{\"profile\":\"any\",\"size\":NaN}",
        "{\"profile\":\"any\",\"size\":01}",
        "{\"profile\":\"any\",\"size\":+1}",
        "{\"profile\":\"any\"/* comment */}",
        "{\"profile\":\"a\u0000ny\"}",
        "{\"profile\":\"a\nny\"}",
        "{\"profile\":\"a\\xny\"}",
        "{\"profile\":\"\\u12\"}",
        "\u0000",
        "[]",
        "[{\"profile\":\"any\"}]",
        "\"any\"",
        "12",
        "null",
        "true",
        "profile=any"
      })
  void whatIsNotOneJsonObjectIsMalformed(String body) {
    endpoint().post(body).problem(400, "malformed-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"profile\":\"any\",\"profile\":\"avatar\"}",
        "{\"profile\":\"any\",\"x\":{\"a\":1,\"a\":2}}",
        "{\"profile\":\"any\",\"x\":[{\"a\":1,\"a\":1}]}"
      })
  void aMemberThatStandsTwiceIsMalformed(String body) {
    endpoint().post(body).problem(400, "malformed-request");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 15_000})
  void jsonThatIsTooDeepIsMalformed(int depth) {
    String body = "{\"profile\":\"any\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

    endpoint().post(body).problem(400, "malformed-request");
    endpoint().post("[".repeat(2 * depth)).problem(400, "malformed-request");
    endpoint().post("{\"a\":".repeat(depth / 5)).problem(400, "malformed-request");
  }

  static Stream<byte[]> bytesThatAreNotUtf8() {
    return Stream.of(
        "{\"profile\":\"any\",\"fileName\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1),
        "{\"profile\":\"any\"}".getBytes(StandardCharsets.UTF_16BE),
        "{\"profile\":\"any\"}".getBytes(StandardCharsets.UTF_16LE),
        "{\"profile\":\"any\"}".getBytes(StandardCharsets.UTF_16),
        withBytes(0xc0, 0xaf),
        withBytes(0xed, 0xa0, 0x80),
        withBytes(0xf5, 0x80, 0x80, 0x80),
        withBytes(0xe2, 0x80),
        withBytes(0xff));
  }

  private static byte[] withBytes(int... bytes) {
    StringBuilder text = new StringBuilder("{\"profile\":\"any\",\"fileName\":\"a");
    for (int b : bytes) {
      text.append((char) b);
    }
    return text.append("\"}").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("bytesThatAreNotUtf8")
  void whatIsNotUtf8IsMalformed(byte[] body) {
    endpoint().post("alice", body).problem(400, "malformed-request");
  }

  @Test
  void aByteOrderMarkIsMalformed() {
    endpoint().post("\ufeff{\"profile\":\"any\"}").problem(400, "malformed-request");
  }

  @Test
  void aReplacementCharacterThatTheClientSentIsUtf8() {
    endpoint().post("{\"profile\":\"any\",\"fileName\":\"\ufffd.png\"}").grant();
  }
}
