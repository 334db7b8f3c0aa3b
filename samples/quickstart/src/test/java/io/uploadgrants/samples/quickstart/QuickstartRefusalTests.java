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
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the application and the store refuse, as the page in Chromium shows it. */
@Needs(Equipment.CHROMIUM)
class QuickstartRefusalTests extends PageSuite {

  QuickstartRefusalTests(
      @LocalServerPort int port,
      @Autowired UploadTarget target,
      @Autowired StoreConfiguration.EmbeddedStore embedded,
      @TempDir Path folder) {
    super(port, target, embedded, folder);
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
}
