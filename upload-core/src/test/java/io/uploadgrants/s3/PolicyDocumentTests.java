package io.uploadgrants.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyDocumentTests {

  private final PolicyDocument document = new PolicyDocument(Instant.EPOCH);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "\"},{\"",
        "\\",
        "${filename}",
        "a\u0000\r\n\tb",
        "é\u202e\u007f",
        "📷"
      })
  void keepsEveryValueWhateverIsInIt(String value) {
    JsonNode conditions =
        JsonMapper.shared()
            .readTree(text(document.equal("key", value).startsWith("acl", value)))
            .get("conditions");

    assertThat(conditions).hasSize(2);
    assertThat(conditions.at("/0/key").asString()).isEqualTo(value);
    assertThat(conditions.at("/1/1").asString()).isEqualTo("$acl");
    assertThat(conditions.at("/1/2").asString()).isEqualTo(value);
  }

  @Test
  void writesOnlyAsciiAndADollarSignByItsNumber() {
    assertThat(text(document.equal("key", "a$é")))
        .isEqualTo(
            "{\"expiration\":\"1970-01-01T00:00:00Z\",\"conditions\":[{\"key\":\"a\\u0024\\u00E9\"}]}");
  }

  @Test
  void writesTheLengthAsNumbers() {
    assertThat(text(document.length(1, 5L << 30)))
        .endsWith("[[\"content-length-range\",1,5368709120]]}");
  }

  private static String text(PolicyDocument document) {
    return new String(Base64.getDecoder().decode(document.toBase64()), StandardCharsets.US_ASCII);
  }
}
