package io.uploadgrants;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alone, since one test changes the locale of all. */
@Isolated
class ErrorTextTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\rb",
        "a\u0000b",
        "a\u001bb",
        "a\u007fb",
        "a\u0085b",
        "a\u2028b",
        "a\u2029b",
        "a\u202eb",
        "a\u200bb",
        "a\ufeffb",
        "a\ud800b",
        "a\udc00b",
        "a\u00adb"
      })
  void whatALogOrATerminalWouldInterpretIsAQuestionMark(String hostile) {
    assertThat(ErrorText.shown(hostile)).isEqualTo("a?b");
    assertThat(ErrorText.of("'%s'.", hostile)).isEqualTo("'a?b'.");
    assertThat(ErrorText.of("'%s'.", List.of(hostile, "c"))).isEqualTo("'a?b, c'.");
    assertThat(ErrorText.of("%s", ErrorText.phrase(hostile))).isEqualTo("a?b");
    assertThat(new UploadConfigurationException("x", "'%s'.", hostile)).hasMessage("'a?b'.");
    assertThat(UploadRefusedException.invalid("'%s'.", hostile)).hasMessage("'a?b'.");
    assertThat(UploadRefusedException.denied("'%s'.", hostile)).hasMessage("'a?b'.");
  }

  @Test
  void aValueHasEightyCharactersAndAPhraseAnyNumber() {
    assertThat(ErrorText.shown("x".repeat(80))).isEqualTo("x".repeat(80));
    assertThat(ErrorText.shown("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
    assertThat(ErrorText.shown("😀".repeat(80))).isEqualTo("😀".repeat(80));
    assertThat(ErrorText.shown("😀".repeat(81))).isEqualTo("😀".repeat(80) + "…");
    assertThat(ErrorText.of("%s", ErrorText.phrase("x".repeat(500)))).hasSize(500);
    assertThat(ErrorText.of("%s", URI.create("https://example.com/" + "x".repeat(100))))
        .hasSize(81)
        .endsWith("…");
  }

  @Test
  void theWordsOfOtherLanguagesAreShownAsTheyAre() {
    assertThat(ErrorText.shown("naïve 文件 файл ملف é 😀")).isEqualTo("naïve 文件 файл ملف é 😀");
  }

  @Test
  void aTemplateWithoutValuesIsATextOfItsOwn() {
    assertThat(ErrorText.of("100% of it.")).isEqualTo("100% of it.");
    assertThat(UploadRefusedException.denied("Only 5% is left.")).hasMessage("Only 5% is left.");
  }

  @Test
  void valuesAreNoTemplates() {
    assertThat(ErrorText.of("'%s' and %d.", "%n%s%1$s", 5)).isEqualTo("'%n%s%1$s' and 5.");
    assertThat(ErrorText.of("%s.", ErrorText.phrase("50%"))).isEqualTo("50%.");
  }

  @Test
  void nothingIsAValueToo() {
    assertThat(ErrorText.of("'%s'.", (Object) null)).isEqualTo("'null'.");
    assertThat(ErrorText.of("%s", Arrays.asList("a", null))).isEqualTo("a, null");
  }

  @Test
  void numbersAreWrittenTheSameEverywhere() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(ErrorText.of("%d bytes", 1_234)).isEqualTo("1234 bytes");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aWrongTemplateIsShownWithItsValues() {
    assertThat(ErrorText.of("You have used 100% of %s.", "a\nb"))
        .isEqualTo("You have used 100% of %s. [a?b]");
    assertThat(ErrorText.of("%d bytes.", "five")).isEqualTo("%d bytes. [five]");
    assertThat(ErrorText.of("%s and %s.", 1)).isEqualTo("%s and %s. [1]");
  }
}
