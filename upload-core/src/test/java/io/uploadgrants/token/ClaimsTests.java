package io.uploadgrants.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims of several texts; what isn't that is never read as fewer of them, or none. */
class ClaimsTests {

  private static Claims claims(String texts) {
    return new Claims(("{\"a\":" + texts + ",\"b\":1}").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textsAreReadAsTheyWereWritten() {
    Map<String, String> texts = Map.of("x", "1", "", "\u0000\"", "\ud835\udc9c", "\u6f22");
    byte[] json = new ClaimsWriter().put("a", texts).put("b", 1L).toJson();

    assertThat(new Claims(json).texts("a")).isEqualTo(texts);
    assertThat(new Claims(json).number("b")).isEqualTo(1);
    assertThat(claims("{}").texts("a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\":1}",
        "{\"x\":\"1\",\"y\":null}",
        "{\"x\":{\"y\":\"1\"}}",
        "{\"x\":[\"1\"],\"y\":\"1\"}",
        "{\"x\":\"1\",\"x\":\"2\"}",
        "[]",
        "\"x\"",
        "null"
      })
  void anythingElseIsRefused(String texts) {
    assertThatThrownBy(() -> claims(texts).texts("a")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theyAreNoText() {
    assertThatThrownBy(() -> claims("{\"x\":\"1\"}").textOrNull("a"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
