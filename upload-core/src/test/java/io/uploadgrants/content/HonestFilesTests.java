package io.uploadgrants.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HonestFilesTests {

  private static final ContentCheck CHECK = new ContentCheck();

  static List<Case> honest() {
    return Stream.of(Pictures.honest(), Films.honest(), Documents.honest(), Texts.honest())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("honest")
  void fileThatIsWhatItIsDeclaredAsFits(Case file) {
    ContentVerdict verdict = file.judgedBy(CHECK);
    assertThat(verdict.fits()).as(verdict.reason()).isTrue();
    assertThat(file.declared().toLowerCase(java.util.Locale.ROOT)).startsWith(verdict.detected());
    assertThat(verdict.reason()).contains(verdict.detected());
  }

  @Test
  void theyAreManyOfManyTypes() {
    assertThat(honest()).hasSizeGreaterThan(100);
    assertThat(honest().stream().map(Case::declared).distinct()).hasSizeGreaterThan(70);
  }
}
