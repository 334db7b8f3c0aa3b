package io.uploadgrants.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.samples.quickstart.UploadPage.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    Row row = page.choose(video).awaitProgress(0.1);

    assertThat(row.progress()).isLessThan(1);
    assertThat(row.text("state")).matches("Uploading, [0-9]+ %");
    row.awaitState("completed");
    assertThat(row.detail(".key").getText()).startsWith("multipart ");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(video));
    assertThat(contentType(row)).isEqualTo("video/mp4");
    assertThat(page.partsSent()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(get(row.link()).headers().firstValue("Content-Disposition"))
        .hasValue("inline; filename=\"clip.mp4\"");
    assertThat(page.kept()).isZero();
    assertThat(unfinished()).isZero();
    assertThat(chromium.problems()).as("errors and policy violations").isEmpty();
  }

  @Test
  void aVideoIsPausedAndResumedByKeyboard() throws IOException {
    Path video = files.video("clip.mp4", SIX_PARTS);
    chromium.uploadAtMost(6 * MIB);
    Row row = page.choose(video).awaitProgress(FOURTH_PART);
    assertThat(row.part("pause").getAccessibleName()).isEqualTo("Pause clip.mp4");

    row.part("pause").sendKeys(Keys.ENTER);

    row.awaitState("paused");
    assertThat(row.text("state")).isEqualTo("Paused");
    assertThat(page.focused()).as("keeps its place").isEqualTo(row.part("pause"));
    assertThat(row.part("pause").getAccessibleName()).isEqualTo("Resume clip.mp4");
    List<Long> before = partsStored();
    page.partsSent();
    chromium.uploadAtMost(-1);
    row.part("pause").sendKeys(Keys.ENTER);
    row.awaitState("completed");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(video));
    assertThat(before).isNotEmpty();
    assertThat(page.partsSent())
        .as("those that the store had aren't sent again")
        .isNotEmpty()
        .doesNotContainAnyElementsOf(before);
  }

  @Test
  void aVideoIsResumedAfterAReload() throws IOException {
    Path video = files.video("clip.mp4", SIX_PARTS);
    chromium.uploadAtMost(6 * MIB);
    page.choose(video).awaitProgress(FOURTH_PART);
    page = UploadPage.open(chromium.driver(), port);
    chromium.uploadAtMost(-1);
    Row row = page.onlyRow("video");
    assertThat(row.state()).isEqualTo("paused");
    assertThat(row.text("name")).startsWith("clip.mp4");
    assertThat(row.text("state")).contains("choose the file again");
    List<Long> before = partsStored();

    page.chooseAgain("video", video);

    row.awaitState("completed");
    assertThat(page.onlyRow("video").text("state")).isEqualTo("Uploaded");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(video));
    assertThat(page.requestsFor("/uploads")).as("no other grant").isZero();
    assertThat(before).isNotEmpty();
    assertThat(page.partsSent()).isNotEmpty().doesNotContainAnyElementsOf(before);
    assertThat(page.kept()).isZero();
    assertThat(unfinished()).isZero();
  }

  @Test
  void anotherFileOfThatNameIsNoResumption() throws IOException {
    chromium.uploadAtMost(6 * MIB);
    page.choose(files.video("clip.mp4", SIX_PARTS)).awaitProgress(FOURTH_PART);
    page = UploadPage.open(chromium.driver(), port);
    page.onlyRow("video");
    chromium.uploadAtMost(-1);
    Path other = files.video("clip.mp4", 6 * MIB);

    Row row = page.choose(other).awaitState("completed");

    assertThat(stored(row)).isEqualTo(Files.readAllBytes(other));
    assertThat(page.kept()).as("the first one's").isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"on its way", "paused", "reloaded"})
  void aCancelledVideoLeavesNoPart(String when) throws IOException {
    chromium.uploadAtMost(6 * MIB);
    Row row = page.choose(files.video("clip.mp4", SIX_PARTS)).awaitProgress(FOURTH_PART);
    assertThat(unfinished()).isOne();
    if (when.equals("paused")) {
      row.part("pause").click();
      row.awaitState("paused");
    } else if (when.equals("reloaded")) {
      page = UploadPage.open(chromium.driver(), port);
      row = page.onlyRow("video");
    }

    row.part("cancel").sendKeys(Keys.ENTER);

    row.awaitState("cancelled");
    assertThat(page.focused()).as("keeps its place").isEqualTo(row.item());
    assertThat(unfinished()).isZero();
    assertThat(keys()).isEqualTo(before);
    assertThat(page.kept()).isZero();
  }

  @Test
  void aVideoThatIsNoneIsRefusedAndRemoved() throws IOException {
    Path video = files.document("fake.mp4", 6 * MIB);

    Row row = page.choose(video).awaitState("failed");

    assertThat(row.text("state"))
        .startsWith("Refused by the application: ")
        .contains("video/mp4", "removed");
    assertThat(keys()).isEqualTo(before);
    assertThat(page.kept()).isZero();
    assertThat(unfinished()).isZero();
  }
}
