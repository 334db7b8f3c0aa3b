package io.uploadgrants.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTests {

  @Test
  void plainTextStaysAsItIs() {
    assertThat(PrintableText.of("AccessDenied (role/x)")).isEqualTo("AccessDenied (role/x)");
    assertThat(PrintableText.of("a".repeat(80))).isEqualTo("a".repeat(80));
  }

  @Test
  void whatALogOrATerminalWouldInterpretIsAQuestionMark() {
    assertThat(PrintableText.of("a\r\n\u001b[31m\u202eé")).isEqualTo("a???[31m??");
  }

  @Test
  void noMoreThanEightyCharactersAreShown() {
    assertThat(PrintableText.of("a".repeat(81))).isEqualTo("a".repeat(80) + "…");
    assertThat(PrintableText.of("\ud83d\ude00".repeat(80))).isEqualTo("?".repeat(80));
    assertThat(PrintableText.of("\ud83d\ude00".repeat(81))).isEqualTo("?".repeat(80) + "…");
    assertThat(PrintableText.of("a".repeat(1_000_000))).hasSize(81);
  }
}
