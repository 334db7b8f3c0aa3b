package io.uploadgrants.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.equipment.browser.Axe;
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

    Row row = page.choose(picture).awaitState("completed");

    assertThat(row.text("state")).isEqualTo("Uploaded");
    assertThat(row.detail(".key").getText()).startsWith("presigned-put photo/");
    assertThat(row.granted())
        .containsPattern("Enforced by S3\\s+key")
        .contains("size", "content type", "no overwrite", "validity")
        .containsPattern("Checked on completion\\s+content");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(picture));
    assertThat(contentType(row)).isEqualTo("image/png");
    assertThat(row.storedPictureWidth()).isEqualTo(640);
    assertThat(chromium.problems()).as("errors and policy violations").isEmpty();
    HttpResponse<byte[]> shown = get(row.link());
    assertThat(shown.body()).isEqualTo(Files.readAllBytes(picture));
    assertThat(shown.headers().firstValue("Content-Disposition"))
        .hasValue("inline; filename=\"sunset.png\"");
  }

  /** The page shows the key and who enforces what; the URL stays the client's. */
  @Test
  void whatThePageIsToldOfAGrantLetsNobodyUpload() throws IOException {
    chromium
        .driver()
        .executeScript(
            "addEventListener('upload-grant', ({ detail }) => window.told = Object.keys(detail.grant).sort())");

    page.choose(files.picture("sunset.png")).awaitState("completed");

    assertThat(chromium.driver().executeScript("return told"))
        .isEqualTo(List.of("enforced", "expiresAt", "key", "kind"));
  }

  @Test
  void aPictureThatIsNoneIsRefusedAndRemoved() throws IOException {
    Path page = Files.writeString(files.picture("fake.png"), "<script>alert(1)</script>");

    Row row = this.page.choose(page).awaitState("failed");

    assertThat(row.text("state"))
        .startsWith("Refused by the application: ")
        .contains("image/png", "removed");
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void aDocumentGoesUpByPost() throws IOException {
    Path document = files.document("Résumé & \"cover letter\".pdf", 2000);

    Row row = page.choose(document).awaitState("completed");

    assertThat(row.text("name")).startsWith(document.getFileName().toString());
    assertThat(row.detail(".key").getText()).startsWith("post-policy document/");
    assertThat(stored(row)).isEqualTo(Files.readAllBytes(document));
    assertThat(contentType(row)).isEqualTo("application/pdf");
  }

  @Test
  void aPictureOfTheMaximumSizeGoesUp() throws IOException {
    Path picture = files.picture("full.png", 5 * MIB);

    Row row = page.choose(picture).awaitState("completed");

    assertThat(stored(row)).isEqualTo(Files.readAllBytes(picture));
  }

  @Test
  void aPictureOf6MibIsRefusedBeforeAnythingIsSent() throws IOException {
    Row row = page.choose(files.picture("large.png", 6 * MIB)).awaitState("failed");

    assertThat(row.text("state"))
        .startsWith("Refused by the application: ")
        .contains("6291456", "5242880");
    assertThat(page.requestsFor("/uploads")).isOne();
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void aTypeThatTheProfileDoesNotTakeIsRefused() throws IOException {
    Row row = page.choose(files.text("notes.txt")).awaitState("failed");

    assertThat(row.text("state"))
        .startsWith("Refused by the application: ")
        .contains("text/plain", "image/png", "image/webp");
    assertThat(keys()).isEqualTo(before);
  }

  /** The application grants what the page claims; S3 sees what it sends. */
  @ParameterizedTest
  @CsvSource({
    "photo, large.png, 6, SignatureDoesNotMatch",
    "photo, notes.txt, 0, SignatureDoesNotMatch",
    "document, large.pdf, 21, EntityTooLarge",
    "document, notes.txt, 0, AccessDenied"
  })
  void whatIsSentAnywayIsRefusedByTheStore(String profile, String name, int mib, String code)
      throws IOException {
    Path file =
        name.endsWith(".txt")
            ? files.text(name)
            : name.endsWith(".png")
                ? files.picture(name, mib * MIB)
                : files.document(name, mib * MIB);
    Row row = page.choose(profile, file).awaitState("failed");

    String answer = row.press("Send it anyway");

    assertThat(answer)
        .startsWith("The page asked for a grant for ")
        .containsPattern("S3: 40[03] " + code);
    assertThat(keys()).isEqualTo(before);
    assertThat(row.text("state")).as("still").startsWith("Refused by the application");
  }

  @Test
  void aGrantThatIsUsedTwiceIsRefusedByTheStore() throws IOException {
    Row row = page.choose(files.picture("once.png")).awaitState("completed");

    String answer = row.press("Use one grant twice");

    assertThat(answer).contains("first 200", "then 412 PreconditionFailed");
    assertThat(keys()).as("the upload, and one of both").hasSize(before.size() + 2);
  }

  @Test
  void whatThePageHasShownGoesWhenAFileIsTriedAgain() throws IOException {
    Path picture = files.picture("large.png", 6 * MIB);
    Row row = page.choose(picture).awaitState("failed");
    row.press("Send it anyway");

    row.part("pause").click();

    row.awaitEmptyAnswer();
  }

  @Test
  void aFileNameIsShownAsTextOnly() throws IOException {
    Path hostile = files.picture("<img src=x onerror=document.title='owned'>.png");

    Row row = page.choose(hostile).awaitState("completed");

    assertThat(row.text("name")).startsWith(hostile.getFileName().toString());
    row.storedPictureWidth();
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

    Row row = page.choose(files.named(name)).awaitState("failed");

    assertThat(row.text("state"))
        .startsWith("Refused by S3: ")
        .contains("isn’t what was granted", "403 " + code);
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void theStorageRefusesAFormWithALargerFile() throws IOException {
    page.declareSize(100);

    Row row = page.choose(files.document("large.pdf", 2000)).awaitState("failed");

    assertThat(row.text("state"))
        .startsWith("Refused by S3: ")
        .contains("larger than was granted", "EntityTooLarge");
    assertThat(keys()).isEqualTo(before);
  }

  /** The application then speaks of the first file, which is all that the grant was for. */
  @Test
  void aGrantCannotBeUsedForASecondFile() throws IOException {
    page.alterGrants("window.first ??= grant; return Response.json(window.first)");
    Path picture = files.picture("once.png", MIB);
    page.choose(picture).awaitState("completed");

    Row second = page.choose(files.retouched("twice.png", MIB)).awaitState("completed");

    assertThat(chromium.problems()).anyMatch(problem -> problem.contains("412"));
    assertThat(keys()).hasSize(before.size() + 1);
    assertThat(stored(second)).isEqualTo(Files.readAllBytes(picture));
  }

  @Test
  void aLostAnswerIsNoRefusal() throws IOException {
    Path picture = files.picture("lost.png");
    embedded.server().faults().dropAnswers(1);

    Row row = page.choose(picture).awaitState("completed");

    assertThat(stored(row)).isEqualTo(Files.readAllBytes(picture));
    // Chromium has sent it again by itself, and met its own object.
    assertThat(chromium.problems()).anyMatch(problem -> problem.contains("412"));
  }

  @ParameterizedTest
  @CsvSource({"fetch-put, photo, image/png", "fetch-form, document, application/pdf"})
  void theGuidesScriptsForFetchRunInChromium(String script, String profile, String type)
      throws IOException {
    String key = page.run(Guide.script(script), profile, type);

    assertThat(keys()).hasSize(before.size() + 1).contains(key);
  }

  @Test
  void anUploadIsCancelledByKeyboard() throws IOException {
    chromium.uploadAtMost(200_000);
    Row row = page.choose(files.document("long.pdf", 15 * MIB)).awaitProgress();
    assertThat(row.part("cancel").getAccessibleName()).isEqualTo("Cancel long.pdf");

    row.part("cancel").sendKeys(Keys.ENTER);

    row.awaitState("cancelled");
    assertThat(row.text("state")).isEqualTo("Cancelled");
    assertThat(page.focused()).as("keeps its place").isEqualTo(row.item());
    chromium.uploadAtMost(-1);
    page.choose(files.picture("after.png")).awaitState("completed");
    assertThat(keys()).as("only the second file's").hasSize(before.size() + 1);
  }

  @Test
  void theKeyboardReachesEveryPlaceToUpload() {
    for (String profile : List.of("photo", "document", "video")) {
      page.press(Keys.TAB);
      assertThat(page.focused()).isEqualTo(page.dropPart(profile, "choose"));
      assertThat(page.focused().getAccessibleName()).isEqualTo("Choose " + profile + "s");
    }
  }

  @Test
  void theOutcomeIsReadAloud() throws IOException {
    page.choose(files.picture("seen.png")).awaitState("completed");
    page.choose(files.text("unseen.txt")).awaitState("failed");

    assertThat(page.dropPart("photo", "heard").getAriaRole()).isEqualTo("status");
    assertThat(page.dropPart("photo", "heard").getDomProperty("textContent"))
        .contains("seen.png: Uploaded", "unseen.txt: Refused by the application: ");
  }

  @Test
  void thePageSaysWhichProfilesTakeWhat() {
    assertThat(page.dropPart("photo", "limits").getText()).isEqualTo("PNG, JPEG, WebP up to 5 MiB");
    assertThat(page.dropPart("document", "limits").getText()).isEqualTo("PDF up to 20 MiB");
    assertThat(page.dropPart("video", "limits").getText()).isEqualTo("MP4, WebM up to 2 GiB");
    assertThat(page.element("#banner").getText())
        .contains(bucket, embedded.folder().toString())
        .contains("UPLOAD_BUCKET", "UPLOAD_REGION", "UPLOAD_ENDPOINT", "UPLOAD_STORE");
  }

  @Test
  void aPhonesWidthIsEnough() throws IOException {
    chromium.resize(375, 800);

    page.choose(files.picture("a".repeat(120) + ".png")).awaitState("completed");
    page.choose(files.picture("b".repeat(120) + ".png", 6 * MIB)).awaitState("failed");

    assertThat(page.scrollWidth()).isLessThanOrEqualTo(375);
  }

  /** With {@code -Dscreenshots}, a folder, makes the pictures of the guides. */
  @Test
  @Needs({Equipment.CHROMIUM, Equipment.NPM_PACKAGES})
  void axeFindsNothingOnAnyScreen() throws IOException {
    rowsOfEveryState();
    Path folder = Path.of(System.getProperty("screenshots", "target"));
    for (String screen : List.of("", "-dark", "-phone", "-phone-dark")) {
      chromium.resize(screen.contains("phone") ? 390 : 1000, 900);
      chromium.colours(screen.contains("dark") ? "dark" : "light");

      assertThat(Axe.violations(chromium.driver())).as(screen).isEmpty();

      Files.write(folder.resolve("quickstart" + screen + ".png"), chromium.screenshot());
    }
  }

  private void rowsOfEveryState() throws IOException {
    page.choose(files.picture("sunset.png")).awaitState("completed").storedPictureWidth();
    page.choose(files.document("itinerary.pdf", 48_000)).awaitState("completed");
    page.choose(files.picture("panorama.png", 6 * MIB))
        .awaitState("failed")
        .press("Send it anyway");
    chromium.uploadAtMost(12 * MIB);
    Row video = page.choose(files.video("crossing.mp4", SIX_PARTS)).awaitProgress(FOURTH_PART);
    video.part("pause").click();
    video.awaitState("paused");
  }
}
