package io.uploadgrants.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The element {@code <upload-drop>} as its visitor meets it. */
class UploadDropTests extends ClientSuite {

  private static final TestFile CLIP = TestFile.of("clip.mp4", 28 * MIB);

  @BeforeEach
  void openDrop() {
    open();
  }

  private void open() {
    browser().get(application().address().resolve("drop.html").toString());
    await("the element", () -> limits("photo").contains("Any image"));
  }

  private ChromeDriver browser() {
    return chromium().driver();
  }

  private void await(String what, BooleanSupplier condition) {
    new WebDriverWait(browser(), Duration.ofSeconds(30), Duration.ofMillis(20))
        .withMessage(what)
        .until(any -> condition.getAsBoolean());
  }

  private SearchContext drop(String profile) {
    return browser()
        .findElement(By.cssSelector("upload-drop[profile=" + profile + "]"))
        .getShadowRoot();
  }

  private String limits(String profile) {
    return drop(profile).findElement(By.cssSelector("[part=limits]")).getText();
  }

  private WebElement part(String profile, String part) {
    return drop(profile).findElement(By.cssSelector("li [part=" + part + "]"));
  }

  private void add(String profile, String name, int size, String type, String head) {
    browser().executeScript("addFile(...arguments)", profile, name, size, type, head);
  }

  private void choose(String profile, TestFile file) {
    drop(profile).findElement(By.cssSelector("input")).sendKeys(file.onDisk().toString());
  }

  private void awaitState(String profile, String state) {
    await(
        "state " + state,
        () ->
            !drop(profile).findElements(By.cssSelector("li[data-state=" + state + "]")).isEmpty());
  }

  private List<?> script(String expression) {
    return (List<?>) Objects.requireNonNull(browser().executeScript("return " + expression));
  }

  private static WebElement focused(WebElement within) {
    return within.getShadowRoot().findElement(By.cssSelector(":focus"));
  }

  private void clip() {
    chromium().uploadAtMost(24 * MIB);
    choose("video", CLIP);
    awaitState("video", "uploading");
    await("progress", () -> !store().unfinished().isEmpty());
  }

  @Test
  void aChosenPictureIsUploadedAndTheFormHasItsReceipt(@TempDir Path folder) throws IOException {
    Path picture = Files.write(folder.resolve("me.gif"), TestFile.picture("me.gif").bytes());

    drop("photo").findElement(By.cssSelector("input")).sendKeys(picture.toString());

    awaitState("photo", "completed");
    assertThat(part("photo", "name").getText()).isEqualTo("me.gif 4 KiB");
    assertThat(part("photo", "state").getText()).isEqualTo("Uploaded");
    assertThat(
            drop("photo").findElement(By.cssSelector("[part=heard]")).getDomProperty("textContent"))
        .isEqualTo("me.gif: Uploaded");
    List<?> event = (List<?>) script("events").get(0);
    assertThat(event.get(0)).isEqualTo("upload-complete");
    List<?> receipts = script("receipts()");
    assertThat(receipts).hasSize(1);
    assertThat(application().receipts().verify(String.valueOf(receipts.get(0)), "alice").key())
        .isEqualTo(event.get(2));
    assertNoProblems();
  }

  @Test
  void aRefusalShowsTheApplicationsTextAndCanBeTriedAgain() {
    add("photo", "large.gif", 2 * MIB, "image/gif", "GIF89a");

    awaitState("photo", "failed");

    assertThat(part("photo", "state").getText())
        .startsWith("Failed: ")
        .contains("2097152", "1048576");
    assertThat(script("events").toString()).contains("upload-error", "large.gif", "too-large");
    WebElement again = part("photo", "pause");
    assertThat(again.getAccessibleName()).isEqualTo("Try again large.gif");
    again.click();
    await("the second event", () -> script("events").size() == 2);
    assertThat(script("receipts()")).isEmpty();
  }

  @Test
  void theKeyboardAlonePausesResumesAndCancels() {
    clip();
    WebElement pause = part("video", "pause");
    assertThat(pause.getAccessibleName()).isEqualTo("Pause clip.mp4");

    pause.sendKeys(Keys.ENTER);
    awaitState("video", "paused");

    assertThat(pause.getAccessibleName()).isEqualTo("Resume clip.mp4");
    pause.sendKeys(Keys.ENTER);
    awaitState("video", "uploading");
    new Actions(browser()).sendKeys(Keys.TAB).perform();
    WebElement element = browser().findElement(By.cssSelector("upload-drop[profile=video]"));
    assertThat(focused(element).getAccessibleName()).isEqualTo("Cancel clip.mp4");
    new Actions(browser()).sendKeys(Keys.ENTER).perform();
    awaitState("video", "cancelled");
    assertThat(focused(element).getDomAttribute("part")).as("keeps its place").isEqualTo("row");
    assertThat(store().unfinished()).isEmpty();
  }

  @Test
  void anUnfinishedUploadIsShownAndGoesOnWhenItsFileIsChosen() {
    clip();
    open();
    chromium().uploadAtMost(-1);
    awaitState("video", "paused");
    assertThat(part("video", "state").getText()).contains("choose the file again");

    choose("video", CLIP);

    awaitState("video", "completed");
    assertThat(drop("video").findElements(By.cssSelector("li"))).hasSize(1);
    assertThat(store().unfinished()).isEmpty();
  }

  @Test
  void anUnfinishedUploadCanBeGivenUp() {
    clip();
    open();
    awaitState("video", "paused");

    part("video", "cancel").click();

    awaitState("video", "cancelled");
    assertThat(store().unfinished()).isEmpty();
  }

  @Test
  void aFormWaitsForItsUploads() {
    chromium().uploadAtMost(MIB / 2);
    add("photo", "slow.gif", MIB, "image/gif", "GIF89a");
    awaitState("photo", "uploading");

    assertThat(browser().executeScript("return document.getElementById('form').checkValidity()"))
        .isEqualTo(false);

    chromium().uploadAtMost(-1);
    awaitState("photo", "completed");
    await(
        "a form that is ready",
        () ->
            Boolean.TRUE.equals(
                browser().executeScript("return document.getElementById('form').checkValidity()")));
  }

  @Test
  void aNameIsNeverMarkup() {
    String name = "<img src=x onerror=alert(1)>.gif";

    add("photo", name, 100, "image/gif", "GIF89a");

    awaitState("photo", "completed");
    assertThat(part("photo", "name").getText()).startsWith(name);
    assertThat(drop("photo").findElements(By.cssSelector("img"))).isEmpty();
    assertNoProblems();
  }
}
