package io.uploadgrants.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.sts.AssumeRoleSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which texts are external ids, and that who sends one and who demands it agree. */
class ExternalIdTests {

  private static final String ROLE = "arn:aws:iam::123456789012:role/application";

  static Stream<String> externalIds() {
    return Stream.of(
        "ab", "12", "tenant:7", "A_z+=,.@:/-9", "arn:aws:iam::1:x/y", "x".repeat(1_224));
  }

  @ParameterizedTest
  @MethodSource("externalIds")
  void stsAlphabetIsTaken(String text) {
    assertThat(ExternalId.of(text)).hasToString(text).isEqualTo(new ExternalId(text));
    assertThat(ExternalId.of(text, "some.setting").id()).isEqualTo(text);
    assertThatCode(() -> AssumeRoleSource.of(ROLE).externalId(text)).doesNotThrowAnyException();
    assertThatCode(() -> AssumeRoleSource.of(ROLE).externalId(ExternalId.of(text)))
        .doesNotThrowAnyException();
    assertThat(RolePolicies.assumeRoleTrust(ROLE, text))
        .contains("\"sts:ExternalId\": \"" + text + "\"");
  }

  static Stream<String> whatIsNone() {
    return Stream.of(
        "",
        "x",
        " ",
        "a b",
        "a*b",
        "*a",
        "a?",
        "${aws:username}",
        "a\\b",
        "a\"b",
        "ab\n",
        "ab\r\nX-Header: y",
        "a\u0000b",
        "\u0661\u0662\u0663",
        "\uff11\uff12",
        "\u00e4\u00f6",
        "ab\u202ecd",
        "ab\u2028",
        "x".repeat(1_225),
        "x".repeat(100_000));
  }

  @ParameterizedTest
  @MethodSource("whatIsNone")
  void whatStsRefusesIsRefusedAtOnce(String text) {
    assertRefused("external-id", () -> new ExternalId(text));
    assertRefused("external-id", () -> ExternalId.of(text));
    assertRefused("some.setting", () -> ExternalId.of(text, "some.setting"));
    assertRefused("external-id", () -> AssumeRoleSource.of(ROLE).externalId(text));
    assertRefused("external-id", () -> RolePolicies.assumeRoleTrust(ROLE, text));
  }

  private static void assertRefused(String setting, Runnable call) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(call::run)
        .satisfies(
            refused -> {
              assertThat(refused.setting()).isEqualTo(setting);
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(refused.getMessage())
                  .contains("2 to 1,224 letters, digits and _ + = , . @ : / -")
                  .hasSizeLessThan(300)
                  .matches("[ -~\u2026]+");
            });
  }

  /** It may be a passphrase. */
  @Test
  void aRefusalTellsHowMuchWasGivenAndNotWhat() {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> ExternalId.of("correct horse"))
        .withMessageStartingWith(
            "A text of 13 characters is no external id; give 2 to 1,224 letters")
        .withMessageNotContaining("horse");
  }
}
