package io.uploadgrants.content;

import static io.uploadgrants.content.Bytes.bytes;
import static io.uploadgrants.content.Bytes.noise;
import static io.uploadgrants.content.Bytes.utf8;
import static io.uploadgrants.content.Bytes.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentCheckTests {

  private static final ContentCheck CHECK = new ContentCheck();

  private static ContentVerdict verdict(String type, byte[] file) {
    return new Case("file", type, file).judgedBy(CHECK);
  }

  @Test
  void reasonSaysWhatTheBytesAre() {
    ContentVerdict page = verdict("image/png;a=b", utf8(Texts.PAGE));
    assertThat(page)
        .isEqualTo(
            new ContentVerdict(
                false, "text/html", "The file's first bytes are text/html, not image/png."));
    assertThat(verdict("video/mp4", Pictures.encoded("png")).detected()).isEqualTo("image/png");
    assertThat(verdict("image/png", Lies.pe()).detected()).isEqualTo("application/x-msdownload");
    assertThat(verdict("image/png", Bytes.utf16(Texts.SVG)).detected()).isEqualTo("image/svg+xml");
  }

  @Test
  void reasonSaysWhatElseTheBytesAre() {
    byte[] both = bytes(Pictures.encoded("gif"), Documents.zip("A.class"));
    assertThat(verdict("image/gif", both))
        .isEqualTo(
            new ContentVerdict(
                false,
                "application/zip",
                "The file begins as image/gif, but its first bytes also hold application/zip."));
  }

  @Test
  void reasonSaysThatTheBytesAreUnknownOrNone() {
    assertThat(verdict("image/png", noise(900)).reason())
        .isEqualTo("The file doesn't begin as files of the type image/png do.");
    assertThat(verdict("image/png", zeros(0)).reason())
        .isEqualTo("The file is empty, and no file of the type image/png is.");
    assertThat(verdict("hello", zeros(1)).reason())
        .isEqualTo("'hello' is no media type, so that browsers would guess.");
  }

  @Test
  void declaredTypeIsShownSafely() {
    String type = "image/\u202e\r\n" + "x".repeat(5_000);
    ContentVerdict verdict = verdict(type, zeros(9));
    assertThat(verdict.fits()).isFalse();
    assertThat(verdict.reason()).doesNotContain("\u202e", "\r", "\n").hasSizeLessThan(300);
  }

  @Test
  void noBytesOfTheFileAreShown() {
    byte[] file = utf8("secret-of-the-user ".repeat(300));
    for (String type : LyingFilesTests.TOLD) {
      assertThat(verdict(type, file).toString()).doesNotContain("secret");
    }
  }

  @Test
  void tooFewBytesAreNeverTakenForAFile() {
    byte[] png = Pictures.encoded("png");
    assertThat(CHECK.check("image/png", png, png.length).fits()).isTrue();
    assertThat(CHECK.check("image/png", png, 5_000).fits()).isFalse();
    assertThat(CHECK.check("image/png", png, png.length - 1).fits()).isFalse();
    assertThat(CHECK.check("image/png", png, -1).fits()).isFalse();
    assertThat(CHECK.check("text/plain", zeros(0), Long.MAX_VALUE).fits()).isFalse();
  }

  /** What first bytes don't tell: the application serves such files as what they are declared. */
  @Test
  void bytesBehindTheHeadDoNotCount() {
    byte[] file = bytes(Pictures.encoded("png"), zeros(ContentCheck.HEAD_BYTES), Texts.PAGE);
    assertThat(verdict("image/png", file).fits()).isTrue();
    assertThat(CHECK.check("image/png", file, file.length).fits()).isTrue();
  }

  @Test
  void headIsNeitherKeptNorChanged() {
    byte[] file = Pictures.encoded("png");
    byte[] copy = file.clone();
    CHECK.check("image/png", file, file.length);
    assertThat(file).isEqualTo(copy);
  }

  @Test
  void manyThreadsHaveTheSameVerdicts() {
    byte[] unknown = noise(900);
    byte[] png = Pictures.encoded("png");
    assertThat(
            IntStream.range(0, 400)
                .parallel()
                .filter(
                    i ->
                        !verdict("image/png", png).fits()
                            || verdict("image/x-" + i, unknown).fits()
                            || !verdict("application/x-" + i, unknown).fits()))
        .isEmpty();
  }
}
