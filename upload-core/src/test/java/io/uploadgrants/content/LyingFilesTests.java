package io.uploadgrants.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LyingFilesTests {

  private static final ContentCheck CHECK = new ContentCheck();

  /** Types whose files begin with bytes of their own, so that none of the foreign files fits. */
  static final List<String> TOLD =
      List.of(
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/bmp",
          "image/x-icon",
          "image/tiff",
          "image/heic",
          "image/jp2",
          "image/x-made-up",
          "audio/mpeg",
          "audio/wav",
          "audio/ogg",
          "video/mp4",
          "video/quicktime",
          "video/webm",
          "font/woff2",
          "model/stl",
          "application/epub+zip",
          "application/x-sqlite3");

  static List<Case> foreign() {
    return TOLD.stream().flatMap(type -> Lies.foreign(type).stream()).toList();
  }

  static List<Case> others() {
    return Stream.of(Polyglots.all(), Relatives.all(), LyingTexts.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("others")
  void fileThatIsSomethingElseDiffers(Case file) {
    assertDiffers(file);
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void fileOfAnotherKindDiffersWhateverItIsDeclaredAs(Case file) {
    assertDiffers(file);
  }

  private static void assertDiffers(Case file) {
    ContentVerdict verdict = file.judgedBy(CHECK);
    assertThat(verdict.fits()).as(file.toString()).isFalse();
    assertThat(verdict.detected()).matches("[a-z0-9.+-]+/[a-z0-9.+-]+");
    assertThat(verdict.reason()).hasSizeBetween(30, 250).endsWith(".").doesNotContain("alert");
  }

  @Test
  void theyAreMany() {
    assertThat(foreign().size() + others().size()).isGreaterThan(600);
  }
}
