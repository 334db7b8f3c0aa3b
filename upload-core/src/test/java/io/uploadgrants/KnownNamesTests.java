package io.uploadgrants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNamesTests {

  private final KnownNames names =
      KnownNames.of(List.of("profile", "fileName", "size", "contentType", "checksum", "kind"));

  @ParameterizedTest
  @CsvSource({
    "fileName, fileName",
    "filename, fileName",
    "FILE_NAME, fileName",
    "file-name, fileName",
    "'file name', fileName",
    "Size, size",
    "content.type, contentType",
    "fileNames, ",
    "x, ",
    "'', ",
    "-, "
  })
  void aSpellingHasTheSameLettersAndDigits(String given, String known) {
    assertThat(names.spelledAs(given)).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "sizes, size",
    "szie, size",
    "siz, size",
    "site, ",
    "seize, size",
    "sizess, ",
    "kin, kind",
    "filName, fileName",
    "fileNane, fileName",
    "fileNames, fileName",
    "fileSize, ",
    "contentTypo, contentType",
    "content, ",
    "relativePath, ",
    "lastModified, ",
    "'', ",
  })
  void slipsAreCountedAgainstTheLengthOfTheName(String given, String known) {
    assertThat(names.alike(given)).isEqualTo(known);
  }

  @Test
  void theNearestOfSeveralIsMeant() {
    assertThat(KnownNames.of(List.of("min-size", "max-size")).alike("maxsze"))
        .isEqualTo("max-size");
    assertThat(KnownNames.of(List.of("abcd", "abce")).alike("abc")).isEqualTo("abcd");
  }

  @ParameterizedTest
  @CsvSource({
    "presigned_put, presigned-put",
    "put, presigned-put",
    "Post, post-policy",
    "p, ",
    "po, ",
    "nothing, "
  })
  void aPartIsSuggestedWhereOneNameHasIt(String given, String known) {
    assertThat(KnownNames.of(List.of("presigned-put", "post-policy")).nearest(given))
        .isEqualTo(known);
  }

  @Test
  void aPartOfTwoNamesIsNeither() {
    assertThat(KnownNames.of(List.of("min-size", "max-size")).nearest("size")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"filename, ; did you mean 'fileName'?", "other, ."})
  void aSentenceEndsInAQuestionOrAFullStop(String given, String end) {
    assertThat(names.didYouMean(given)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(ints = {600, 1_000_000})
  void textOfAnyLengthIsLikeNothing(int length) {
    String hostile = "size".repeat(length / 4);

    assertThat(names.spelledAs(hostile)).isNull();
    assertThat(names.alike(hostile)).isNull();
    assertThat(names.nearest(hostile)).isNull();
  }
}
