package io.uploadgrants.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.browsers.ClientPage.Outcome;
import io.uploadgrants.browsers.ClientPage.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** What goes wrong on the way, and what the client makes of it. */
class ClientTroubleTests extends ClientSuite {

  private static final TestFile CLIP = TestFile.of("clip.mp4", 12 * MIB).as("video/mp4");
  private static final TestFile PICTURE = TestFile.picture("me.gif");

  @ParameterizedTest
  @ValueSource(strings = {"photo", "form", "video"})
  void aBusyStoreIsAskedAgain(String profile) {
    TestFile file = TestFile.picture("busy-" + profile + ".gif");
    store().server().faults().slowDown(1);

    assertStored(page.upload(file, profile).end(), file);
  }

  @Test
  void aBusyApplicationIsAskedAgainWhenItSays() {
    application().trouble().beBusy("/uploads");
    long began = System.nanoTime();

    assertStored(page.upload(PICTURE, "photo").end(), PICTURE);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void aPartThatBreaksOffIsSentAgain() {
    store().server().faults().resetAfter(3 * MIB).resetAfter(MIB);

    Outcome outcome = page.upload(CLIP, "video").end();

    assertStored(outcome, CLIP);
  }

  @Test
  void aPartThatIsStoredWithoutAnAnswerIsSentAgain() {
    store().server().faults().dropAnswers(2);

    assertStored(page.upload(CLIP, "video").end(), CLIP);
  }

  /**
   * The first answers are lost, so the next attempt meets its own object. Three don't pass for a
   * missing CORS rule.
   */
  @ParameterizedTest
  @CsvSource({"plain, 1", "photo, 3", "form, 1"})
  void anUploadThatMeetsItselfIsDone(String profile, int lost) {
    TestFile file = TestFile.picture("lost-" + profile + ".gif");
    store().server().faults().dropAnswers(100);
    Running running = page.upload(file, profile);
    page.awaitLostAnswers(lost);
    store().server().faults().clear();

    assertStored(running.end(), file);
  }

  /** Another file of that name may have been there. */
  @Test
  void belowAPrefixAnUploadThatMeetsItselfIsLeftOpen() {
    page.upload(TestFile.picture("first.gif"), "folder").end(); // so that there is a session
    store().server().faults().dropAnswers(100);
    Running running = page.upload(TestFile.picture("lost.gif"), "folder");
    page.awaitLostAnswers(1);
    store().server().faults().clear();

    Outcome outcome = running.end();

    assertThat(outcome.code()).isEqualTo("PreconditionFailed");
    assertThat(outcome.message()).contains("it may be this very file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"photo", "video"})
  void aLostAnswerOfCompletionIsAskedForAgain(String profile) {
    TestFile file = TestFile.picture("lost.gif");
    application().trouble().loseAnswer("/uploads/complete");
    application().trouble().loseAnswer("/uploads/complete");

    Outcome outcome = page.upload(file, profile).end();

    assertStored(outcome, file);
    assertReceipt(outcome);
  }

  @Test
  void aPageThatClosedBeforeTheAnswerGetsIt() {
    for (int i = 0; i < 20; i++) {
      application().trouble().loseAnswer("/uploads/complete");
    }
    page.upload(CLIP, "video").awaitState("completing");
    page = openAgain();
    application().trouble().clear();

    Outcome outcome = page.upload(CLIP, "video").end();

    assertStored(outcome, CLIP);
    assertReceipt(outcome);
    assertThat(page.requestsFor("/uploads") + page.partsSent().size()).isZero();
  }

  @Test
  void aCutNetworkIsWaitedFor() throws Exception {
    chromium().uploadAtMost(12 * MIB);
    Running running = page.upload(CLIP, "video").awaitShare(0.2);
    cable().cut();
    Thread.sleep(1200);
    cable().mend();
    chromium().uploadAtMost(-1);

    Outcome outcome = running.end();

    assertStored(outcome, CLIP);
    assertThat(page.requestsFor("/uploads")).isOne();
  }

  @Test
  void anOfflineBrowserWaitsUntilItIsOnline() throws Exception {
    chromium().uploadAtMost(12 * MIB);
    Running running = page.upload(CLIP, "video").awaitShare(0.2);
    chromium().offline(true);
    Thread.sleep(500);
    chromium().offline(false);

    assertStored(running.end(), CLIP);
  }

  @Test
  void anApplicationThatStartsAgainIsWaitedFor() throws Exception {
    chromium().uploadAtMost(24 * MIB);
    Running running = page.upload(CLIP, "video").awaitShare(0.2);
    application().stop();
    running.awaitState("completing");
    application().startAgain();

    Outcome outcome = running.end();

    assertStored(outcome, CLIP);
    assertReceipt(outcome);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, 3_600_000})
  void aClockThatIsWrongByAnHourDoesNoHarm(long milliseconds) {
    Map<String, Object> added =
        chromium()
            .driver()
            .executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of(
                    "source",
                    """
                    const Own = Date;
                    globalThis.Date = class extends Own {
                      constructor(...given) { given.length ? super(...given) : super(Date.now()); }
                      static now() { return Own.now() + %d; }
                    };
                    """
                        .formatted(milliseconds)));
    try {
      page = openAgain();
      for (String profile : new String[] {"photo", "folder", "video"}) {
        TestFile file = TestFile.picture("clock-" + milliseconds + profile + ".gif");
        assertStored(page.upload(file, profile).end(), file);
      }
    } finally {
      chromium()
          .driver()
          .executeCdpCommand(
              "Page.removeScriptToEvaluateOnNewDocument",
              Map.of("identifier", added.get("identifier")));
    }
  }

  /** As of an application whose time a page may not read. */
  @Test
  void theStoreCorrectsAClockToo() {
    chromium()
        .driver()
        .executeScript("Date.now = () => 1_000_000_000_000; Headers.prototype.get = () => null;");

    assertStored(page.upload(PICTURE, "one").end(), PICTURE);
  }

  @Test
  void aFileThatIsTooLargeShowsTheApplicationsText() {
    Outcome outcome = page.upload(TestFile.of("large.bin", MIB + 1), "plain").end();

    assertThat(outcome.code()).isEqualTo("too-large");
    assertThat(outcome.message()).contains("1048577", "1048576");
    assertThat(outcome.failed().get("limit")).isEqualTo(1_048_576L);
    assertThat(outcome.failed().get("given")).isEqualTo(1_048_577L);
    assertThat(outcome.failed().get("by")).isEqualTo("application");
    assertThat(outcome.failed().get("status")).isEqualTo(413L);
  }

  @Test
  void aPictureThatIsNoneShowsTheApplicationsText() {
    TestFile script = TestFile.text("me.png", "image/png");

    Outcome outcome = page.upload(script, "photo").end();

    assertThat(outcome.code()).isEqualTo("object-differs");
    assertThat(outcome.message()).contains("image/png");
    assertThat(page.unfinished()).as("nothing to resume").isEmpty();
  }

  @Test
  void aMissingCorsRuleIsToldWithTheRule() {
    page = openAgain();
    store().server().faults().dropCorsHeaders();

    Outcome outcome = page.upload(PICTURE, "plain").end();

    assertThat(outcome.code()).isEqualTo("no-cors");
    assertThat(outcome.message())
        .contains(
            "\"AllowedOrigins\":[\"" + application().address().toString().replaceFirst("/$", "\"]"),
            "\"AllowedMethods\":[\"PUT\",\"POST\"]",
            "\"ExposeHeaders\":[\"ETag\"]");
  }

  @Test
  void anETagThatThePageMayNotReadIsToldWithTheRule() {
    chromium().driver().executeScript("XMLHttpRequest.prototype.getAllResponseHeaders = () => '';");

    Outcome outcome = page.upload(CLIP, "video").end();

    assertThat(outcome.code()).isEqualTo("etag-hidden");
    assertThat(outcome.message()).contains("\"ExposeHeaders\":[\"ETag\"]");
  }

  @Test
  void aFileThatChangesMeanwhileIsTold(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("notes.bin"), new byte[1000]);
    chromium().driver().findElement(By.id("chooser")).sendKeys(file.toString());
    // Only what a page has looked at can have changed.
    chromium().driver().executeScript("return document.getElementById('chooser').files[0].size");
    Files.write(file, new byte[1000]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));

    Outcome outcome = page.uploadChosen("plain").end();

    assertThat(outcome.code()).isEqualTo("file-unreadable");
  }

  @Test
  void anUnknownProfileIsTold() {
    Outcome outcome = page.upload(PICTURE, "nothing").end();

    assertThat(outcome.code()).isEqualTo("unknown-profile");
    assertThat(outcome.failed().get("name")).isEqualTo("UploadError");
  }
}
