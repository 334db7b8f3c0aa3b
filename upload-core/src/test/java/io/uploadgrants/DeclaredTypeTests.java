package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.form;
import static io.uploadgrants.TestGrants.policy;
import static io.uploadgrants.TestGrants.put;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Media types as clients write them, and as they are signed. */
class DeclaredTypeTests {

  private static String signed(String declared) {
    return put(any(), request().contentType(declared))
        .headers()
        .getOrDefault("content-type", "no type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "video/webm;codecs=vp8,opus",
        "video/webm;codecs=vp9,opus",
        "video/mp4;codecs=avc1.42E01E,mp4a.40.2",
        "video/mp4;codecs=avc1.42e01e,mp4a.40.2",
        "video/webm; codecs=\"vp8, opus\"",
        "audio/webm;codecs=opus",
        "audio/ogg; codecs=opus",
        "text/plain;charset=utf-8",
        "image/png",
      })
  void whatABrowserRecordsOrReadsIsSignedAsItSendsIt(String type) {
    String allowed = type.substring(0, type.indexOf('/')) + "/*";

    assertThat(put(any().contentTypes(allowed), request().contentType(type)).headers())
        .containsEntry("content-type", type);
    PostPolicy form = form(any().contentTypes(allowed), request().contentType(type));
    assertThat(form.fields()).containsEntry("Content-Type", type);
    assertThat(policy(form).path("conditions").findValuesAsString("Content-Type"))
        .containsExactly(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/csv;charset=utf-8; | text/csv;charset=utf-8",
        "text/csv;charset=utf-8;; ;\t | text/csv;charset=utf-8",
        "text/csv\t;\tcharset=utf-8 | text/csv;charset=utf-8",
        "text/csv;  charset=utf-8 | text/csv;charset=utf-8",
        "text/csv ;charset=utf-8 | text/csv;charset=utf-8",
        "text/csv;;charset=utf-8 | text/csv;charset=utf-8",
        "Text/CSV;Charset=UTF-8 | text/csv;charset=UTF-8",
        "text/csv; charset=utf-8 | text/csv; charset=utf-8",
        "text/csv;name=\"a\\\"b\" | text/csv;name=\"a\\\"b\"",
        "text/csv;name=\"a\\\\b\" | text/csv;name=\"a\\\\b\"",
        "text/csv;name=\"\\a\\b\" | text/csv;name=\"ab\"",
        "text/csv;name=\"\" | text/csv;name=\"\"",
        "text/csv;name=\"a;b\" | text/csv;name=\"a;b\"",
        "A'b/C%d*e | a'b/c%d*e",
        "IMAGE/PNG | image/png",
        "image/png; | image/png",
      })
  void whatRfc9110TakesIsSignedInOneForm(String type, String form) {
    assertThat(signed(type)).isEqualTo(form);
    assertThat(signed(form)).as("its form is its own").isEqualTo(form);
  }

  @Test
  void everyTokenCharacterOfRfc9110IsTaken() {
    String token = "!#$%&'*+-.^_`|~09az";
    String type = token + "/" + token + ";" + token + "=" + token + "AZ";
    assertThat(signed(type)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image",
        "image/",
        "/png",
        "image/*",
        "*/*",
        "*/png",
        "image/png\r\nx-amz-acl: public-read",
        "image/png;a=b\r\nc",
        "image/png;a=\"b\r\nc\"",
        "image/png;a=\"\t\"",
        "image/png ",
        " image/png",
        "image/p ng",
        "image/png/gif",
        "image /png",
        "image/ png",
        "image/png; a=\"\u0000\"",
        "image/png; a=\"é\"",
        "ímage/png",
        "image/png,text/html",
        "image/png, text/html",
        "image/png;a",
        "image/png;a=",
        "image/png;=b",
        "image/png;a =b",
        "image/png;a= b",
        "image/png;a=b c",
        "image/png;a=b,",
        "image/png;a=,b",
        "image/png;a=b, c",
        "image/png;a=\"b",
        "image/png;a=\"b\\",
        "image/png;a=\"b\\\"",
        "image/png;a=\"b\"c",
        "image/png;a=\"b  c\"",
        "a/b; c",
      })
  void aTypeThatIsNoneIsInvalid(String type) {
    assertInvalid(type, "no media type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png;a=\"b,text/html\"",
        "image/png;a='b;c=\"x',text/html,y\"",
        "image/png;a=b,c;d=\"text/html\"",
      })
  void aTypeThatABrowserCouldReadAsASecondOneIsInvalid(String type) {
    assertInvalid(type, "take it for two types");
  }

  @Test
  void aTypeHas255CharactersAtMost() {
    String longest = "a/" + "x".repeat(253);
    assertThat(signed(longest)).isEqualTo(longest);
    assertInvalid(longest + "x", "at most 255");
    assertInvalid("a/b;c=\"" + "\\".repeat(10_000), "at most 255");
  }

  @Test
  void anEmptyTypeOrNameCountsAsNone() {
    UploadRequest empty = request().file("", 5, "").build();

    assertThat(empty.fileName()).isNull();
    assertThat(empty.contentType()).isNull();
    assertThat(signed("")).isEqualTo("application/octet-stream");
  }

  private static void assertInvalid(String type, String text) {
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> request().contentType(type).build())
        .withMessageContaining(text)
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
              assertThat(refused.getMessage()).matches("[ -~é…í?]+").hasSizeLessThan(400);
            });
  }
}
