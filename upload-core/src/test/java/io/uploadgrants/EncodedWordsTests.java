package io.uploadgrants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTests {

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "a b", "1+1=2?", "quote \" and \\", "~!@#$%^&*()"})
  void textThatSurvivesAsAHeaderIsSentAsItIs(String text) {
    assertThat(EncodedWords.encode(text)).isEqualTo(text);
    assertThat(EncodedWords.decode(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zoë",
        "日本語.png",
        "😀",
        "a  b",
        " a",
        "a ",
        " ",
        "=?UTF-8?B?YQ==?=",
        "x =? y",
        "\u202egpj.exe",
        "a\tb",
        "a\u00a0b"
      })
  void otherTextIsSentAsPrintableAsciiAndComesBack(String text) {
    String sent = EncodedWords.encode(text);
    assertThat(sent).matches("=\\?UTF-8\\?B\\?[A-Za-z0-9+/=]+\\?=").isNotEqualTo(text);
    assertThat(EncodedWords.decode(sent)).isEqualTo(text);
  }

  @Test
  void longTextIsSentAsWordsOfAtMost75CharactersWithWholeCharactersInEach() {
    String text = "é😀日".repeat(40);
    String sent = EncodedWords.encode(text);
    assertThat(sent.split(" "))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            word -> {
              assertThat(word).hasSizeLessThanOrEqualTo(75);
              assertThat(EncodedWords.decode(word)).doesNotContain("\ufffd");
            });
    assertThat(EncodedWords.decode(sent)).isEqualTo(text);
  }

  @Test
  void randomTextComesBack() {
    Random random = new Random(6);
    for (int i = 0; i < 5_000; i++) {
      String text =
          random
              .ints(random.nextInt(80), 1, 0x2ffff)
              .filter(point -> point < 0xd800 || point > 0xdfff)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(EncodedWords.decode(EncodedWords.encode(text))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "=?UTF-8?Q?Zo=C3=AB?=, Zoë",
    "=?utf-8?q?Zo=c3=ab_x?=, Zoë x",
    "=?UTF-8?Q?a=3Db=3F=5F?=, a=b?_",
    "=?UTF-8?Q?=F0=9F?= =?UTF-8?Q?=98=80?=, 😀",
    "=?UTF-8?B?w?= =?UTF-8?B?6s=?=, =?UTF-8?B?w?= =?UTF-8?B?6s=?=",
    "=?UTF-8?B?Wm/D?= =?UTF-8?Q?=AB?=, Zoë",
  })
  void wordsOfS3AreDecoded(String stored, String text) {
    assertThat(EncodedWords.decode(stored)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=?UTF-8?B?A?=",
        "=?UTF-8?B?====?=",
        "=?UTF-8?B?Zo!!?=",
        "=?UTF-8?B?/w==?=",
        "=?UTF-8?Q?=FF?=",
        "=?UTF-8?Q?=C3?=",
        "=?ISO-8859-1?Q?a?=",
        "=?UTF-8?X?a?=",
        "=?UTF-8?B?YQ==?= and more",
        "before =?UTF-8?B?YQ==?=",
        "=?UTF-8?B?YQ==",
        "=??="
      })
  void whatIsNoEncodedWordInUtf8IsLeftAsItIs(String junk) {
    assertThat(EncodedWords.decode(junk)).isEqualTo(junk);
  }

  @Test
  void anEqualsSignWithoutDigitsStaysInAQWord() {
    assertThat(EncodedWords.decode("=?UTF-8?Q?1=zz=?=")).isEqualTo("1=zz=");
  }
}
