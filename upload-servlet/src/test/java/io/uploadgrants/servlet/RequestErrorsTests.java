package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class RequestErrorsTests {

  private final TestServer server;

  RequestErrorsTests(Container container) {
    server = TestServer.shared(container, TestGrants.class, TestGrants::servlet);
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
        "{\"profile\":\"any\",\"profile\":\"avatar\"}",
        "{\"profile\":\"any\",\"x\":{\"a\":1,\"a\":2}}",
        "{\"profile\":\"any\",\"x\":[{\"a\":1,\"a\":1}]}",
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
    server.post(body).problem(400, "malformed-request");
  }

  @Test
  void jsonThatIsTooDeepIsMalformed() {
    for (int depth : List.of(100, 1_000, 30_000)) {
      String body = "{\"profile\":\"any\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
      server.post(body).problem(400, "malformed-request");
      server.post("[".repeat(2 * depth)).problem(400, "malformed-request");
      server.post("{\"a\":".repeat(depth / 5)).problem(400, "malformed-request");
    }
  }

  static Stream<byte[]> notUtf8() {
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
  @MethodSource
  void notUtf8(byte[] body) {
    server
        .post("alice", body, "Content-Type", "application/json")
        .problem(400, "malformed-request");
  }

  @Test
  void aByteOrderMarkIsMalformed() {
    server.post("\ufeff{\"profile\":\"any\"}").problem(400, "malformed-request");
  }

  @Test
  void aReplacementCharacterThatTheClientSentIsUtf8() {
    server.post("{\"profile\":\"any\",\"fileName\":\"\ufffd.png\"}").grant();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|profile|missing",
        "{\"profile\":null}|profile|missing",
        "{\"profile\":\"\"}|profile|empty text",
        "{\"profile\":12}|profile|number 12",
        "{\"profile\":true}|profile|true",
        "{\"profile\":[\"any\"]}|profile|list",
        "{\"profile\":{\"a\":1}}|profile|object",
        "{\"profile\":\"any\",\"size\":\"12\"}|size|text '12'",
        "{\"profile\":\"any\",\"size\":1.5}|size|number 1.5",
        "{\"profile\":\"any\",\"size\":1.0}|size|number 1.0",
        "{\"profile\":\"any\",\"size\":1e3}|size|number 1000.0",
        "{\"profile\":\"any\",\"size\":9223372036854775808}|size|9223372036854775808",
        "{\"profile\":\"any\",\"size\":-9223372036854775809}|size|-9223372036854775809",
        "{\"profile\":\"any\",\"size\":1e999}|size|number",
        "{\"profile\":\"any\",\"size\":true}|size|true",
        "{\"profile\":\"any\",\"size\":[]}|size|list",
        "{\"profile\":\"any\",\"size\":-1}|size|-1",
        "{\"profile\":\"any\",\"fileName\":7}|fileName|number 7",
        "{\"profile\":\"any\",\"fileName\":\"\"}|fileName|empty text",
        "{\"profile\":\"any\",\"contentType\":false}|contentType|false",
        "{\"profile\":\"any\",\"contentType\":\"png\"}|media type|png",
        "{\"profile\":\"any\",\"kind\":3}|kind|number 3",
        "{\"profile\":\"any\",\"kind\":\"ftp\"}|presigned-put|ftp",
        "{\"profile\":\"any\",\"checksum\":\"x\"}|checksum|text 'x'",
        "{\"profile\":\"any\",\"checksum\":{}}|checksum|algorithm",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"SHA1\"}}|checksum|'value'",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":1,\"value\":\"x\"}}|algorithm|number 1",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"MD5\",\"value\":\"x\"}}|CRC32, CRC32C, CRC64NVME, SHA1, SHA256|MD5",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"sha256\",\"value\":\"x\"}}|CRC32, CRC32C, CRC64NVME, SHA1, SHA256|sha256",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"CRC32\",\"value\":\"x\"}}|Base64|x",
      })
  void aValueThatNoProfileTakesIsInvalid(String body, String member, String given) {
    assertThat(server.post(body).problem(400, "invalid-request").path("detail").asString())
        .contains(member)
        .contains(given);
  }

  @Test
  void aChecksumOfTheRightLengthIsTaken() {
    for (String[] each :
        new String[][] {
          {"CRC32", "4"}, {"CRC32C", "4"}, {"CRC64NVME", "8"}, {"SHA1", "20"}, {"SHA256", "32"}
        }) {
      String value = Base64.getEncoder().encodeToString(new byte[Integer.parseInt(each[1])]);
      server
          .post(
              "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"%s\",\"value\":\"%s\",\"x\":1}}"
                  .formatted(each[0], value))
          .grant();
    }
  }
}
