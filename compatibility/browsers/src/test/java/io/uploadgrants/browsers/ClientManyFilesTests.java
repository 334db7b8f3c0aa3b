package io.uploadgrants.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.browsers.ClientPage.Outcome;
import io.uploadgrants.browsers.ClientPage.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many files, and files whose names are meant to hurt. */
class ClientManyFilesTests extends ClientSuite {

  @Test
  void twoHundredFilesShareAQueue() {
    List<TestFile> files =
        IntStream.range(0, 200).mapToObj(i -> TestFile.of("file-" + i, 1000 + i)).toList();

    Running running = page.uploadAll(files, "plain");
    Outcome outcome = running.end();

    assertThat(list(outcome, "completed")).hasSize(200);
    assertThat(list(outcome, "failed")).isEmpty();
    assertThat(running.share()).isEqualTo(1);
    assertThat(running.mostAtOnce()).isBetween(1L, 6L);
    assertThat(page.requestsFor("/uploads")).isEqualTo(200);
  }

  @Test
  void oneThatFailsEndsNoOther() {
    List<TestFile> files = new ArrayList<>(List.of(TestFile.of("large", MIB + 1)));
    files.add(TestFile.of("small", 10));
    files.add(TestFile.of("small", 10)); // the same file again is another upload

    Outcome outcome = page.uploadAll(files, "plain").end();

    assertThat(list(outcome, "completed")).hasSize(2).doesNotHaveDuplicates();
    assertThat(list(outcome, "failed")).singleElement().asString().contains("too-large");
  }

  private static List<?> list(Outcome outcome, String name) {
    return (List<?>) Objects.requireNonNull(outcome.completed().get(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=x onerror=alert(1)>.gif",
        "a\"; filename=\"b.gif",
        "日本語 \uD83D\uDCF7.gif",
        "..",
        "%2e%2e%2f?x=1#y.gif",
        "${filename}",
        "__proto__",
      })
  void hostileNamesAreJustNames(String name) {
    TestFile file = TestFile.picture(name);

    for (String profile : new String[] {"photo", "form", "video", "folder"}) {
      Outcome outcome = page.upload(file, profile, Map.of("resume", true)).end();
      assertStored(outcome, file);
    }
    assertNoProblems();
    assertThat(chromium().driver().getTitle()).isEqualTo("Uploads");
  }

  @Test
  void aNameThatTheApplicationRefusesIsToldInItsWords() {
    Outcome outcome = page.upload(TestFile.picture("a\r\nX-Injected: 1.gif"), "photo").end();

    assertThat(outcome.code()).isEqualTo("invalid-request");
    assertThat(outcome.message()).contains("control character");
  }
}
