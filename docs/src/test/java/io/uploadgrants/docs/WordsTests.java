package io.uploadgrants.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** What users read says it in the field's words: errors, descriptions, first sentences, guides. */
class WordsTests {

  @Test
  void sourcesSayItInTheFieldsWords() throws IOException {
    List<UserText> literals = SourceTexts.literals(Sources.published());
    List<UserText> comments = SourceTexts.comments(Sources.documented());
    assertThat(literals).hasSizeGreaterThan(1_000);
    assertThat(comments).hasSizeGreaterThan(1_000);
    assertThat(offenders(literals)).isEmpty();
    assertThat(offenders(comments)).isEmpty();
  }

  @Test
  void guidesSayItInTheFieldsWords() throws IOException {
    List<Path> pages = GuideTexts.pages();
    assertThat(pages)
        .contains(Path.of("../README.md"), Path.of("core.md"))
        .contains(Path.of("../samples/cognito/README.md"))
        .hasSizeGreaterThan(12);
    List<UserText> texts = new ArrayList<>();
    for (Path page : pages) {
      texts.addAll(GuideTexts.of(page.toString(), Files.readString(page)));
    }
    assertThat(offenders(texts)).isEmpty();
  }

  @Test
  void privateWordsOfSourcesAreFound() throws IOException {
    String source =
        """
        package p;
        /** The greatest of all. Its life is no first sentence. */
        public final class AProperties {
          /** Has {@code rights}. */
          public void one() { throw new Error("No keys could " + "be had."); }
          /**
           * Two.
           *
           * @param size Least size; 1 beside
           *     others.
           */
          public void two(int size) {}
          /** The rights of a hidden one. */
          private String three() { return "rights"; }
        }
        """;
    List<JavaFileObject> sources = List.of(Sources.of("p/AProperties.java", source));
    assertThat(offenders(SourceTexts.literals(sources)))
        .containsExactly("p/AProperties.java:5: 'be had': say be found, be issued, or available");
    assertThat(offenders(SourceTexts.comments(sources)))
        .containsExactlyInAnyOrder(
            "p/AProperties.java:2: 'greatest': say maximum",
            "p/AProperties.java:9: 'Least size': say minimum",
            "p/AProperties.java:9: 'beside': say besides, in addition to, or next to");
  }

  @Test
  void privateWordsOfGuidesAreFound() {
    String page =
        """
        The rights of one's own `life`, and [more](greatest.md).

        ```java
        String rights = "beside";
        ```

        Who holds it needs the right `s3:GetObject`; every answer is taken.
        """;
    assertThat(offenders(GuideTexts.of("a.md", page)))
        .containsExactlyInAnyOrder(
            "a.md:1: 'rights': say permissions, or permissions policy",
            "a.md:1: 'one's own': say custom, or your own",
            "a.md:7: 'Who holds': say anyone who",
            "a.md:7: 'right': say permission",
            "a.md:7: 'every answer': say response",
            "a.md:7: 'is taken': say accepted");
  }

  @Test
  void plainWordsPass() {
    assertThat(
            PrivateWords.in(
                new UserText(
                    "a.md",
                    1,
                    "At least one of the rights-holders is right: S3 answers, it is taken from"
                        + " the lifecycle, besides lifelong ones; the right one is said twice.")))
        .isEmpty();
  }

  private static List<String> offenders(List<UserText> texts) {
    return texts.stream().flatMap(text -> PrivateWords.in(text).stream()).toList();
  }
}
