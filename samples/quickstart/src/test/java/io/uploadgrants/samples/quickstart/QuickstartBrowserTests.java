package io.uploadgrants.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.samples.quickstart.UploadPage.Row;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Drives the page in Chromium, against the application and the store that it starts with. */
@Needs(Equipment.CHROMIUM)
class QuickstartBrowserTests extends PageSuite {

  QuickstartBrowserTests(
      @LocalServerPort int port,
      @Autowired UploadTarget target,
      @Autowired StoreConfiguration.EmbeddedStore embedded,
      @TempDir Path folder) {
    super(port, target, embedded, folder);
  }

  @Test
  void aPictureGoesUpByPutAndIsShown() throws Exception {
    Path picture = files.picture("sunset.png");

    Row row = page.choose(picture).get(0).awaitState("done");

    assertThat(row.text("kind")).isEqualTo("PUT");
    assertThat(row.text("enforced")).contains("size", "content type", "no overwrite", "validity");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(picture));
    assertThat(contentType(row)).isEqualTo("image/png");
    assertThat(row.storedPictureWidth()).isEqualTo(640);
    assertThat(row.text("enforced")).containsPattern("Checked on completion\\s+content");
    assertThat(chromium.problems()).as("errors and policy violations").isEmpty();
    HttpResponse<byte[]> shown = get(row.link());
    assertThat(shown.body()).isEqualTo(Files.readAllBytes(picture));
    assertThat(shown.headers().firstValue("Content-Disposition"))
        .hasValue("inline; filename=\"sunset.png\"");
  }

  @Test
  void aPictureThatIsNoneIsRefusedAndRemoved() throws IOException {
    Path page = Files.writeString(files.picture("fake.png"), "<script>alert(1)</script>");

    Row row = this.page.choose(page).get(0).awaitState("refused");

    assertThat(row.text("state")).isEqualTo("Refused by the application");
    assertThat(row.text("reason")).contains("image/png", "removed");
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void aDocumentGoesUpByPost() throws IOException {
    Path document = files.document("Résumé & \"cover letter\".pdf", 2000);

    Row row = page.choose(document).get(0).awaitState("done");

    assertThat(row.text("name")).isEqualTo(document.getFileName().toString());
    assertThat(row.text("kind")).isEqualTo("POST");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(document));
    assertThat(contentType(row)).isEqualTo("application/pdf");
  }

  @Test
  void aPictureOfTheGreatestSizeGoesUp() throws IOException {
    Path picture = files.picture("full.png", 5 * MIB);

    Row row = page.choose(picture).get(0).awaitState("done");

    assertThat(stored(row)).isEqualTo(Files.readAllBytes(picture));
  }

  @Test
  void aPictureOf6MibIsRefusedBeforeAnythingIsSent() throws IOException {
    Row row = page.choose(files.picture("large.png", 6 * MIB)).get(0).awaitState("refused");

    assertThat(row.text("state")).isEqualTo("Refused by this page");
    assertThat(row.text("reason")).contains("6 MiB", "at most 5 MiB");
    assertThat(page.requestsFor("/uploads")).isZero();
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void withoutThePagesChecksTheApplicationRefuses() throws IOException {
    page.part("unchecked").click();

    Row row = page.choose(files.picture("large.png", 6 * MIB)).get(0).awaitState("refused");

    assertThat(row.text("state")).isEqualTo("Refused by the application");
    assertThat(row.text("reason")).contains("6291456", "5242880");
    assertThat(page.requestsFor("/uploads")).isOne();
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void aTypeThatNoProfileTakesIsRefused() throws IOException {
    Row row = page.choose(files.text("notes.txt")).get(0).awaitState("refused");

    assertThat(row.text("state")).isEqualTo("Refused by this page");
    assertThat(row.text("reason"))
        .contains("text/plain", "PNG, JPEG, or WEBP", "PDF", "MP4 or WEBM");
    assertThat(page.requestsFor("/uploads")).isZero();
  }

  @Test
  void aFileNameIsShownAsTextOnly() throws IOException {
    Path hostile = files.picture("<img src=x onerror=document.title='owned'>.png");

    Row row = page.choose(hostile).get(0).awaitState("done");

    assertThat(row.text("name")).isEqualTo(hostile.getFileName().toString());
    assertThat(chromium.driver().getTitle()).isEqualTo("Upload Grants quickstart");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.png | grant.headers['content-type'] = 'text/html' | SignatureDoesNotMatch",
        "a.png | grant.url = grant.url.replace('?', 'x?')     | SignatureDoesNotMatch",
        "a.pdf | grant.fields.key = 'elsewhere'               | AccessDenied",
        "a.pdf | grant.fields['Content-Type'] = 'text/html'   | AccessDenied"
      })
  void theStorageRefusesWhatWasNotGranted(String name, String alteration, String code)
      throws IOException {
    page.alterGrants(alteration);

    Row row = page.choose(files.named(name)).get(0).awaitState("refused");

    assertThat(row.text("state")).isEqualTo("Refused by the storage");
    assertThat(row.text("reason")).contains("isn’t what was granted", "403 " + code);
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void theStorageRefusesAFormWithALargerFile() throws IOException {
    page.declareSize(100);

    Row row = page.choose(files.document("large.pdf", 2000)).get(0).awaitState("refused");

    assertThat(row.text("reason")).contains("larger than was granted", "EntityTooLarge");
    assertThat(keys()).isEqualTo(before);
  }

  /** The application then speaks of the first file, which is all that the grant was for. */
  @Test
  void aGrantCannotBeUsedForASecondFile() throws IOException {
    page.alterGrants("window.first ??= grant; return Response.json(window.first)");
    Path picture = files.picture("once.png", MIB);
    page.choose(picture).get(0).awaitState("done");

    Row second = page.choose(files.retouched("twice.png", MIB)).get(0).awaitState("done");

    assertThat(chromium.problems()).anyMatch(problem -> problem.contains("412"));
    assertThat(keys()).hasSize(before.size() + 1);
    assertThat(stored(second)).isEqualTo(Files.readAllBytes(picture));
  }

  @Test
  void theSameFileUnderTheSameGrantIsAlreadyThere() throws IOException {
    Path picture = files.picture("once.png");
    page.alterGrants("window.first ??= grant; return Response.json(window.first)");
    page.choose(picture).get(0).awaitState("done");

    page.choose(picture).get(0).awaitState("done");

    assertThat(keys()).hasSize(before.size() + 1);
  }

  @Test
  void aLostAnswerIsNoRefusal() throws IOException {
    Path picture = files.picture("lost.png");
    embedded.server().faults().dropAnswers(1);

    Row row = page.choose(picture).get(0).awaitState("done");

    assertThat(stored(row)).isEqualTo(Files.readAllBytes(picture));
    // Chromium has sent it again by itself, and met its own object.
    assertThat(chromium.problems()).anyMatch(problem -> problem.contains("412"));
  }

  @Test
  void anAnswerThatIsLostEachTimeIsNoFailureEither() throws IOException {
    Path picture = files.picture("lost.png");
    embedded.server().faults().dropAnswers(10);

    Row row = page.choose(picture).get(0).awaitState("done");

    assertThat(stored(row)).isEqualTo(Files.readAllBytes(picture));
  }

  @Test
  void anUploadThatBrokeOffHasFailed() throws IOException {
    embedded.server().faults().resetAfter(10).resetAfter(10).resetAfter(10).resetAfter(10);

    Row row = page.choose(files.picture("broken.png")).get(0).awaitState("failed");

    assertThat(row.text("reason")).contains("broke off");
    assertThat(keys()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"fetch-put, photo, image/png", "fetch-form, document, application/pdf"})
  void theGuidesScriptsForFetchRunInChromium(String script, String profile, String type)
      throws IOException {
    String key = page.run(Guide.script(script), profile, type);

    assertThat(keys()).hasSize(before.size() + 1).contains(key);
  }

  @Test
  void aStoreThatDoesNotAnswerIsNamed() throws IOException {
    page.alterGrants("grant.url = 'http://127.0.0.1:1/none'");

    Row row = page.choose(files.picture("a.png")).get(0).awaitState("failed");

    assertThat(row.text("reason")).contains("http://127.0.0.1:1", "can’t be reached", "CORS");
  }

  @Test
  void anUploadIsCancelledByKeyboard() throws IOException {
    chromium.uploadAtMost(200_000);
    Row row = page.choose(files.document("long.pdf", 15 * MIB)).get(0).awaitProgress();
    assertThat(row.part("cancel").getAccessibleName()).isEqualTo("Cancel long.pdf");

    row.part("cancel").sendKeys(Keys.ENTER);

    row.awaitState("cancelled");
    assertThat(row.text("state")).isEqualTo("Cancelled");
    assertThat(page.focused().getDomAttribute("data-testid")).isEqualTo("row");
    chromium.uploadAtMost(-1);
    page.choose(files.picture("after.png")).get(0).awaitState("done");
    assertThat(keys()).as("only the second file's").hasSize(before.size() + 1);
  }

  @Test
  void threeFilesAreOnTheirWayAtOnce() throws IOException {
    chromium.uploadAtMost(20_000);
    Path file = files.document("many.pdf", 2 * MIB);

    List<Row> rows = page.choose(file, file, file, file);

    rows.subList(0, 3).forEach(Row::awaitProgress);
    assertThat(rows).extracting(Row::state).endsWith("uploading", "waiting");
    rows.get(0).part("cancel").click();
    rows.get(3).awaitState("uploading");
  }

  @Test
  void theKeyboardReachesEverything() {
    page.press(Keys.TAB);
    assertThat(page.focused()).isEqualTo(page.part("chooser"));
    assertThat(page.focused().getAccessibleName()).contains("choose them");

    page.press(Keys.TAB);
    assertThat(page.focused()).isEqualTo(page.part("unchecked"));
    page.press(Keys.SPACE);
    assertThat(page.part("unchecked").isSelected()).isTrue();
  }

  @Test
  void theOutcomeIsReadAloud() throws IOException {
    page.choose(files.picture("seen.png")).get(0).awaitState("done");
    page.choose(files.text("unseen.txt"));

    assertThat(page.part("status").getAriaRole()).isEqualTo("log");
    assertThat(page.part("status").getDomProperty("textContent"))
        .contains("seen.png: Uploaded.", "unseen.txt: Refused by this page.");
  }

  @Test
  void aPhonesWidthIsEnough() throws IOException {
    chromium.resize(375, 800);

    page.choose(files.picture("a".repeat(120) + ".png")).get(0).awaitState("done");

    assertThat(page.scrollWidth()).isLessThanOrEqualTo(375);
  }

  @Test
  void thePageIsPictured() throws IOException {
    assertThat(page.part("banner").getText()).contains(bucket);
    List<Row> rows =
        page.choose(files.picture("sunset.png"), files.document("itinerary.pdf", 48_000));
    rows.get(0).awaitState("done").storedPictureWidth();
    rows.get(1).awaitState("done");
    chromium.uploadAtMost(12 * MIB);
    Row video = page.choose(files.video("crossing.mp4", SIX_PARTS)).get(0);
    video.awaitProgress(FOURTH_PART).part("pause").click();
    video.awaitState("paused");
    page.choose(files.picture("panorama.png", 6 * MIB)).get(0).awaitState("refused");

    Path file = Path.of(System.getProperty("screenshot", "target/quickstart.png"));
    Files.write(file, chromium.screenshot());
  }
}
