package io.uploadgrants.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.equipment.logs.RecordedLogs;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("It reads the log, which is everybody's")
class TokenSecretsTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "short|has 5 bytes",
        "0123456789012345678901234567890|has 31 bytes",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|repeats 1 different",
        "changechangechangechangechangechangechange|repeats 6 different",
      })
  void aSecretThatCanBeGuessedIsRefusedUnseen(String secret, String fact) {
    assertThatThrownBy(() -> TokenSecrets.of(secret))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContainingAll("Secret 1 for tickets", fact, "openssl rand")
        .message()
        .doesNotContain(secret);
  }

  @Test
  void thereIsASecret() {
    assertThatThrownBy(TokenSecrets::of)
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("There is no secret");
  }

  @Test
  void aSecretOfTheProcessIsSaidToBeOne() {
    RecordedLogs.clear();

    TokenSecrets.random();

    assertThat(String.join("\n", RecordedLogs.ours()))
        .contains("No secret for tickets", "other nodes", "restart");
  }

  /** RFC 5869's own example, without salt and of one block. */
  @Test
  void keysAreDerivedAsTheStandardHasIt() {
    byte[] secret = HexFormat.of().parseHex("0b".repeat(22));

    assertThat(HexFormat.of().formatHex(DerivedKey.of(secret, "").key().getEncoded()))
        .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
  }

  @Test
  void eachPurposeHasAKeyAndAnIdOfItsOwn() {
    TokenSecrets secrets = TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD");

    assertThat(secrets.keys("one").keySet())
        .doesNotContainAnyElementsOf(secrets.keys("two").keySet());
    assertThat(secrets.keys("one").values().iterator().next().key())
        .isNotEqualTo(secrets.keys("two").values().iterator().next().key());
  }
}
