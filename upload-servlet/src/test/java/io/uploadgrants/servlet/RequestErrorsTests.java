package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RequestErrorsTests {

  private final TestServer server;

  RequestErrorsTests(Container container) {
    server = TestServer.shared(container, TestGrants.class, TestGrants::servlet);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|'profile' is missing",
        "{\"profile\":\"\"}|an empty text",
        "{\"profile\":12}|the number 12",
        "{\"profile\":true}|the value true",
        "{\"profile\":[\"any\"]}|a list",
        "{\"profile\":{\"a\":1}}|an object",
        "{\"profile\":\"any\",\"size\":\"12\"}|the text '12'",
        "{\"profile\":\"any\",\"size\":1.0}|the number 1.0",
        "{\"profile\":\"any\",\"size\":1e3}|the number 1000.0",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"SHA1\"}}|no 'value'",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"MD5\",\"value\":\"x\"}}|MD5",
      })
  void anInvalidValueIsShown(String body, String shown) {
    assertThat(server.post(body).problem(400, "invalid-request").path("detail").asString())
        .contains(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|a list",
        "null|null",
        "{\"profile\":}|at line 1, column 12",
        "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[|deeper than 32 levels",
      })
  void aMalformedBodySaysWhere(String body, String shown) {
    assertThat(server.post(body).problem(400, "malformed-request").path("detail").asString())
        .contains(shown);
  }
}
