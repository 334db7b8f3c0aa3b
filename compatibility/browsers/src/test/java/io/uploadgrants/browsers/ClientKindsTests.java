package io.uploadgrants.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.browsers.ClientPage.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of grant, performed. */
class ClientKindsTests extends ClientSuite {

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "form", "moved", "video", "folder", "one", "sealed", "sealed-parts"})
  void aFileOfEachKind(String profile) {
    TestFile file = TestFile.of("notes-" + profile + ".txt", 70_000).as("text/plain");

    Outcome outcome = page.upload(file, profile).end();

    assertStored(outcome, file);
    assertThat(contentType(outcome)).isEqualTo("text/plain");
    assertNoProblems();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "form", "moved", "video", "folder", "sealed", "sealed-parts"})
  void anEmptyFileOfEachKind(String profile) {
    TestFile file = TestFile.of("empty-" + profile, 0);

    assertStored(page.upload(file, profile).end(), file);
  }

  @Test
  void aPictureIsLookedAtAndHasAReceipt() {
    TestFile picture = TestFile.picture("me.gif");
    ClientPage.Running running = page.upload(picture, "photo");

    Outcome outcome = running.end();

    assertStored(outcome, picture);
    assertReceipt(outcome);
    assertThat(outcome.text("contentType")).isEqualTo("image/gif");
    assertThat(running.states().stream().map(String::valueOf))
        .containsExactly("waiting", "preparing", "uploading", "completing", "completed");
    assertThat(running.share()).isEqualTo(1);
    assertThat(page.unfinished()).isEmpty();
  }

  @Test
  void aMovedObjectIsToldByItsNewKey() {
    Outcome outcome = page.upload(TestFile.of("a.txt", 100).as("text/plain"), "moved").end();

    assertThat(outcome.text("key")).startsWith("documents/");
    assertReceipt(outcome);
  }

  @Test
  void fortyMebibytesGoUpInEightParts() {
    TestFile file = TestFile.of("clip.mp4", 40 * MIB).as("video/mp4");

    Outcome outcome = page.upload(file, "video").end();

    assertStored(outcome, file);
    assertReceipt(outcome);
    assertThat(page.partsSent()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(page.requestsFor("/uploads")).isOne();
    assertThat(page.requestsFor("/uploads/complete")).isOne();
    assertThat(page.requestsFor("/uploads/parts") + page.requestsFor("/uploads/status")).isZero();
    assertThat(page.unfinished()).isEmpty();
  }

  /** Large enough for the worker, which the policy must let run. */
  @ParameterizedTest
  @CsvSource({"sealed, SHA256", "sealed-parts, CRC64NVME"})
  void aChecksumIsComputedByAWorker(String profile, String algorithm) {
    TestFile file = TestFile.of("sealed.bin", 9 * MIB);
    chromium()
        .driver()
        .executeScript(
            """
            const Own = Worker;
            globalThis.workers = 0;
            globalThis.Worker = class extends Own {
              constructor(...given) { super(...given); workers++; }
            };
            """);

    Outcome outcome = page.upload(file, profile).end();

    assertStored(outcome, file);
    assertThat(store().checksums(outcome.text("key"))).contains(algorithm);
    assertThat(chromium().driver().executeScript("return workers")).isEqualTo(1L);
    assertNoProblems();
  }

  @Test
  void belowAPrefixAFileHasItsOwnName() {
    TestFile file = TestFile.of("Zoë & 1+1=2 'a' (b)*!~.txt", 10).as("text/plain");

    Outcome outcome = page.upload(file, "folder").end();

    assertStored(outcome, file);
    assertThat(outcome.text("key")).endsWith("/Zoë & 1+1=2 'a' (b)*!~.txt");
  }

  @Test
  void belowAPrefixNothingIsReplaced() {
    TestFile first = TestFile.of("same.txt", 10).as("text/plain");
    Outcome outcome = page.upload(first, "folder").end();

    Outcome second = page.upload(TestFile.of("same.txt", 11).as("text/plain"), "folder").end();

    assertThat(second.code()).isEqualTo("PreconditionFailed");
    assertThat(second.message()).contains("object with this key already");
    assertStored(outcome, first);
  }
}
