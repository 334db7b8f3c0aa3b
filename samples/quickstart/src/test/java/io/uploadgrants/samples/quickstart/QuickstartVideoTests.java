package io.uploadgrants.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.samples.quickstart.UploadPage.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Drives uploads in parts in Chromium: pause, resume, also after a reload, and cancel. */
@Needs(Equipment.CHROMIUM)
class QuickstartVideoTests extends PageSuite {

  QuickstartVideoTests(
      @LocalServerPort int port,
      @Autowired UploadTarget target,
      @Autowired StoreConfiguration.EmbeddedStore embedded,
      @TempDir Path folder) {
    super(port, target, embedded, folder);
  }

  @Test
  void aVideoGoesUpInParts() throws Exception {
    Path video = files.video("clip.mp4", SIX_PARTS);
    chromium.uploadAtMost(12 * MIB);

    Row row = page.choose(video).get(0).awaitProgress(0.1);

    assertThat(row.progress()).isLessThan(1);
    assertThat(row.text("state")).matches("Uploading, [0-9]+ %");
    row.awaitState("done");
    assertThat(row.text("kind")).isEqualTo("multipart");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(video));
    assertThat(contentType(row)).isEqualTo("video/mp4");
    assertThat(page.partsSent()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(page.kept()).isZero();
    assertThat(unfinished()).isZero();
    assertThat(chromium.problems()).as("errors and policy violations").isEmpty();
    assertThat(get(row.link()).headers().firstValue("Content-Disposition"))
        .hasValue("inline; filename=\"clip.mp4\"");
  }

  @Test
  void aVideoIsPausedAndResumedByKeyboard() throws IOException {
    Path video = files.video("clip.mp4", SIX_PARTS);
    chromium.uploadAtMost(6 * MIB);
    Row row = page.choose(video).get(0).awaitProgress(FOURTH_PART);
    assertThat(row.part("pause").getAccessibleName()).isEqualTo("Pause clip.mp4");

    row.part("pause").sendKeys(Keys.ENTER);

    row.awaitState("paused");
    assertThat(row.text("state")).isEqualTo("Paused");
    assertThat(page.focused()).as("keeps its place").isEqualTo(row.part("pause"));
    assertThat(row.part("pause").getAccessibleName()).isEqualTo("Resume clip.mp4");
    assertThat(unfinished()).isOne();
    page.partsSent();
    chromium.uploadAtMost(-1);
    row.part("pause").sendKeys(Keys.ENTER);
    row.awaitState("done");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(video));
    assertThat(page.partsSent())
        .as("those that the store had aren't sent again")
        .isNotEmpty()
        .doesNotContain(1L, 2L, 3L);
  }

  @Test
  void aVideoIsResumedAfterAReload() throws IOException {
    Path video = files.video("clip.mp4", SIX_PARTS);
    chromium.uploadAtMost(6 * MIB);
    page.choose(video).get(0).awaitProgress(FOURTH_PART);
    page = UploadPage.open(chromium.driver(), port);
    chromium.uploadAtMost(-1);
    Row row = page.onlyRow();
    assertThat(row.state()).isEqualTo("paused");
    assertThat(row.text("name")).isEqualTo("clip.mp4");
    assertThat(row.text("state")).contains("choose the file again");

    page.chooseAgain(video);

    row.awaitState("done");
    assertThat(page.onlyRow().text("state")).isEqualTo("Uploaded");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(video));
    assertThat(page.requestsFor("/uploads")).as("no other grant").isZero();
    assertThat(page.partsSent()).isNotEmpty().doesNotContain(1L, 2L, 3L);
    assertThat(page.kept()).isZero();
    assertThat(unfinished()).isZero();
  }

  @Test
  void anotherFileOfThatNameIsNoResumption() throws IOException {
    chromium.uploadAtMost(6 * MIB);
    page.choose(files.video("clip.mp4", SIX_PARTS)).get(0).awaitProgress(FOURTH_PART);
    page = UploadPage.open(chromium.driver(), port);
    chromium.uploadAtMost(-1);
    Path other = files.video("clip.mp4", 6 * MIB);

    Row row = page.choose(other).get(0).awaitState("done");

    assertThat(stored(row)).isEqualTo(Files.readAllBytes(other));
    assertThat(page.kept()).as("the first one's").isOne();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCancelledVideoLeavesNoPart(boolean afterReload) throws IOException {
    chromium.uploadAtMost(6 * MIB);
    Row row = page.choose(files.video("clip.mp4", SIX_PARTS)).get(0).awaitProgress(FOURTH_PART);
    assertThat(unfinished()).isOne();
    if (afterReload) {
      page = UploadPage.open(chromium.driver(), port);
      row = page.onlyRow();
    }

    row.part("cancel").sendKeys(Keys.ENTER);

    row.awaitState("cancelled");
    assertThat(unfinished()).isZero();
    assertThat(keys()).isEqualTo(before);
    assertThat(page.kept()).isZero();
  }

  @Test
  void aVideoIsCancelledWhileItIsPaused() throws IOException {
    chromium.uploadAtMost(6 * MIB);
    Row row = page.choose(files.video("clip.mp4", SIX_PARTS)).get(0).awaitProgress(FOURTH_PART);
    row.part("pause").click();
    row.awaitState("paused");

    row.part("cancel").click();

    row.awaitState("cancelled");
    assertThat(unfinished()).isZero();
    assertThat(page.kept()).isZero();
  }

  @Test
  void aPartThatTheStoreDoesNotTakeInterruptsAVideoAndLosesNothing() throws IOException {
    Path video = files.video("clip.mp4", SIX_PARTS);
    chromium.uploadAtMost(6 * MIB);
    Row row = page.choose(video).get(0).awaitProgress(0.1);
    embedded.server().faults().slowDown(1);

    row.awaitState("paused");

    assertThat(row.text("state")).isEqualTo("Interrupted");
    assertThat(row.text("reason")).contains("503");
    page.choose(files.picture("meanwhile.png", 5 * MIB)).get(0).awaitState("done");
    assertThat(row.text("state")).as("no other part goes on").isEqualTo("Interrupted");
    chromium.uploadAtMost(-1);
    page.partsSent();
    row.part("pause").click();
    row.awaitState("done");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(video));
    assertThat(page.partsSent()).isNotEmpty().doesNotContain(1L, 2L, 3L);
  }

  @Test
  void aTicketThatTheApplicationDoesNotKnowStartsTheFileAnew() throws IOException {
    Path video = files.video("clip.mp4", 6 * MIB);
    page.keep(video, "a.ticket.of.an.earlier.start");
    page = UploadPage.open(chromium.driver(), port);
    page.onlyRow();

    page.chooseAgain(video);

    Row row = page.onlyRow().awaitState("done");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(video));
    assertThat(page.kept()).isZero();
  }

  @Test
  void aVideoThatIsNoneIsRefusedAndRemoved() throws IOException {
    Path video = files.document("fake.mp4", 6 * MIB);

    Row row = page.choose(video).get(0).awaitState("refused");

    assertThat(row.text("state")).isEqualTo("Refused by the application");
    assertThat(row.text("reason")).contains("video/mp4", "removed");
    assertThat(keys()).isEqualTo(before);
    assertThat(page.kept()).isZero();
    assertThat(unfinished()).isZero();
  }
}
