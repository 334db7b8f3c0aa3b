package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.form;
import static io.uploadgrants.TestGrants.put;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ObjectSettings.Disposition;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File names that don't fit into what S3 stores beside an object. */
class LongFileNameTests {

  private static final String EXTENDED = "filename*=UTF-8''";

  private static UploadProfile.Builder attachment() {
    return any().contentDisposition(Disposition.ATTACHMENT);
  }

  private static String disposition(UploadProfile.Builder profile, UploadRequest.Builder request) {
    String put = put(profile, request).headers().getOrDefault("content-disposition", "");
    assertThat(form(profile, request).fields()).containsEntry("Content-Disposition", put);
    return put;
  }

  private static String named(String disposition) {
    int start = disposition.indexOf(EXTENDED);
    assertThat(start).as(disposition).isPositive();
    String name = disposition.substring(start + EXTENDED.length());
    assertThat(name).matches("(?:[!#$&+\\-.^_`|~0-9A-Za-z]|%[0-9A-F]{2})+");
    return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String fallback(String disposition) {
    return disposition.replaceFirst("(?s).*? filename=\"([^\"]*)\".*", "$1");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 255, 400, 1_000})
  void aLongNameIsCutInFrontOfItsExtension(int characters) {
    String stem = "報".repeat(characters);

    String header = disposition(attachment(), request().fileName(stem + ".tar.gz"));

    assertThat(header).hasSizeBetween(1_900, 2_048).matches("[ -~]+");
    assertThat(named(header)).matches("報{185,200}\\.tar\\.gz");
    assertThat(fallback(header)).matches("_{185,200}\\.tar\\.gz");
  }

  @Test
  void aNameThatFitsStaysWhole() {
    String name = "報".repeat(190) + ".pdf";
    assertThat(named(disposition(attachment(), request().fileName(name)))).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"😀", "e\u0301", "é", "a😀", "한", "\u0644\u0627"})
  void noCharacterIsCutInTwo(String character) {
    for (int pad = 0; pad < 12; pad++) {
      String stem = "x".repeat(pad) + character.repeat(1_000 / character.length());
      String name = named(disposition(attachment(), request().fileName(stem + ".png")));

      assertThat(name).endsWith(".png").doesNotContain("\ufffd");
      String kept = name.substring(0, name.length() - 4);
      assertThat(stem).startsWith(kept);
      assertThat(stem.substring(kept.length())).matches("(?s)[^\\p{M}].*");
    }
  }

  @Test
  void aLongAsciiNameNeedsNoCut() {
    String name = "x".repeat(1_020) + ".pdf";
    assertThat(disposition(attachment(), request().fileName(name)))
        .isEqualTo("attachment; filename=\"" + name + "\"");
  }

  @Test
  void theOtherHeadersHaveTheirRoomFirst() {
    UploadProfile.Builder profile = attachment().cacheControl("a".repeat(1_000));
    String type = "a/b;c=" + "d".repeat(200);

    String header =
        disposition(profile, request().contentType(type).fileName("報".repeat(300) + ".pdf"));

    int all = header.length() + 1_000 + type.length();
    int names = "content-dispositioncache-controlcontent-type".length();
    assertThat(all + names).isBetween(2_000, 2_048);
    assertThat(named(header)).endsWith("報.pdf");
  }

  @Test
  void aNameWithoutRoomForOneOfItsCharactersIsRefused() {
    UploadProfile.Builder profile = attachment().cacheControl("a".repeat(2_000));

    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> put(profile, request().fileName("報.pdf")))
        .withMessageContaining("leave the name out")
        .matches(refused -> refused.code() == ErrorCode.INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"報", "😀", "é", "a b", "e\u0301"})
  void asMetadataItIsCutToS3sTwoKilobytes(String character) {
    String name = character.repeat(1_000 / character.length()) + ".pdf";
    UploadProfile.Builder profile =
        any().fileNameAsMetadata("file-name").metadata("app", "x".repeat(1_500));

    String sent =
        put(profile, request().fileName(name).metadata("tenant", "y".repeat(100)))
            .headers()
            .getOrDefault("x-amz-meta-file-name", "");

    int others = "app".length() + 1_500 + "tenant".length() + 100 + "file-name".length();
    assertThat(others + sent.length()).isBetween(1_900, 2_048);
    assertThat(EncodedWords.decode(sent))
        .endsWith(".pdf")
        .doesNotContain("\ufffd")
        .satisfies(kept -> assertThat(name).startsWith(kept.substring(0, kept.length() - 4)));
  }

  @Test
  void metadataThatLeavesNoRoomForTheNameIsStillRefused() {
    UploadProfile.Builder profile =
        any().fileNameAsMetadata("file-name").metadata("app", "x".repeat(2_030));

    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> put(profile, request().fileName("報告.pdf")))
        .withMessageContaining("at most 2048");
  }
}
