package io.uploadgrants.samples.uppy;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.equipment.browser.Chromium;
import io.uploadgrants.samples.uppy.UppyPage.Button;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Both generations of Uppy in Chromium, logged in, on any store. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class UppySuite {

  static final int MIB = 1 << 20;

  /** Two parts of 5 MiB, and one of 2. */
  static final int THREE_PARTS = 12 * MIB;

  /** A part of 5 MiB, and one of 1. */
  static final int TWO_PARTS = 6 * MIB;

  @AutoClose static Chromium chromium;

  private static String loggedIn = "";

  private final List<String> stored = new ArrayList<>();

  @LocalServerPort private int port;
  @Autowired private UploadTarget target;
  @Autowired private AwsCredentialsProvider credentials;
  @AutoClose private S3Client store;

  SampleFiles files;

  @BeforeAll
  static void startChromium() throws IOException {
    chromium = Chromium.start();
    loggedIn = "";
  }

  @BeforeEach
  void connect(@TempDir Path folder) {
    files = new SampleFiles(folder);
    store =
        S3Client.builder()
            .endpointOverride(target.endpoint())
            .region(Region.of(target.region()))
            .forcePathStyle(target.pathStyle())
            .credentialsProvider(credentials)
            .build();

    if (!loggedIn.equals("ann")) {
      logIn("ann");
    }
    chromium.problems(); // the last test's, and the login page's
  }

  @AfterEach
  void nothingIsLeft() {
    browser().get("about:blank");
    chromium.release();
    browser()
        .executeCdpCommand(
            "Storage.clearDataForOrigin",
            Map.of("origin", origin(), "storageTypes", "local_storage,indexeddb"));
    List<MultipartUpload> uploads = uploads();
    List<String> keys = keys();
    uploads.forEach(
        each ->
            store.abortMultipartUpload(
                abort -> abort.bucket(target.bucket()).key(each.key()).uploadId(each.uploadId())));
    keys.forEach(key -> store.deleteObject(delete -> delete.bucket(target.bucket()).key(key)));
    assertThat(uploads).as("uploads that nobody has ended").isEmpty();
    assertThat(keys).as("objects").containsExactlyInAnyOrderElementsOf(stored);
  }

  final ChromeDriver browser() {
    return chromium.driver();
  }

  final String origin() {
    return "http://localhost:" + port;
  }

  /** Logs in by the form, as somebody else who uses the same browser. */
  final void logIn(String name) {
    browser().get(origin() + "/login");
    browser().manage().deleteAllCookies();
    browser().get(origin() + "/login");
    browser().findElement(By.name("username")).sendKeys(name);
    browser().findElement(By.name("password")).sendKeys(name);
    browser().findElement(By.cssSelector("button[type='submit']")).click();
    loggedIn = name;
  }

  /** Errors and policy violations of the page; the login page has an icon that isn't there. */
  final List<String> problems() {
    return chromium.problems().stream().filter(each -> !each.contains("/favicon.ico")).toList();
  }

  final UppyPage open(Generation generation) {
    return UppyPage.open(browser(), origin(), generation);
  }

  /** Uploads until the first part is in the store, and holds the second. */
  final UppyPage onItsWay(Generation generation, Path file) {
    chromium.hold("*partNumber=2&*");
    UppyPage page = open(generation).choose(file).press(Button.UPLOAD);
    page.await("the first part", () -> page.partsSent().equals(List.of(1L)));
    assertThat(uploads()).hasSize(1);
    return page;
  }

  final List<MultipartUpload> uploads() {
    return store.listMultipartUploads(list -> list.bucket(target.bucket())).uploads();
  }

  final List<String> keys() {
    return store.listObjectsV2(list -> list.bucket(target.bucket())).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  final void assertStored(Path file, String key) throws IOException {
    stored.add(key);
    assertThat(
            store.getObjectAsBytes(get -> get.bucket(target.bucket()).key(key)).asByteArrayUnsafe())
        .isEqualTo(Files.readAllBytes(file));
    assertThat(key).contains("ann");
  }

  @ParameterizedTest
  @EnumSource
  void aSmallFileGoesUpInOnePiece(Generation generation) throws IOException {
    Path picture = files.picture("small picture & more.png");
    UppyPage page = open(generation).inOnePiece();

    String key = page.upload(picture);

    assertStored(picture, key);
    assertThat(page.partsSent()).isEmpty();
    assertThat(problems()).as("errors").isEmpty();
    String endpoint = String.valueOf(target.publicEndpoint());
    assertThat(page.origins()).containsExactlyInAnyOrder(origin(), endpoint);
  }

  @ParameterizedTest
  @EnumSource
  void aFileGoesUpInParts(Generation generation) throws IOException {
    Path video = files.video("clip.mp4", THREE_PARTS);
    UppyPage page = open(generation);

    String key = page.upload(video);

    assertStored(video, key);
    assertThat(page.partsSent()).containsExactlyInAnyOrder(1L, 2L, 3L);
    assertThat(problems()).as("errors").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "uppy.large", matches = "true")
  void aFileOf120MibGoesUpInParts(Generation generation) throws IOException {
    Path video = files.video("film.mp4", 120 * MIB);
    UppyPage page = open(generation).inOnePiece();

    String key = page.upload(video);

    assertStored(video, key);
    assertThat(page.partsSent()).hasSize(24).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyFileGoesUp(Generation generation) throws IOException {
    Path empty = files.text("empty.txt", "");

    String key = open(generation).inOnePiece().upload(empty);

    assertStored(empty, key);
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyFileGoesUpInParts(Generation generation) throws IOException {
    Path empty = files.text("empty.txt", "");

    String key = open(generation).upload(empty);

    assertStored(empty, key);
  }

  @ParameterizedTest
  @EnumSource
  void fortyBytesGoUpAsOnePart(Generation generation) throws IOException {
    Path note = files.text("note.txt", "x".repeat(40));
    UppyPage page = open(generation);

    String key = page.upload(note);

    assertStored(note, key);
    assertThat(page.partsSent()).containsExactly(1L);
  }

  @ParameterizedTest
  @EnumSource(names = "UPPY_6_COMPANION", mode = Mode.EXCLUDE)
  void aPictureThatIsNoneIsRefusedWithTheServersText(Generation generation) throws IOException {
    Path script = files.text("fake.png", "<script>alert(1)</script>");

    UppyPage page = open(generation).choose(script).press(Button.UPLOAD).awaitState("failed");

    assertThat(page.text()).contains("fake.png", "image/png", "removed");
  }

  @ParameterizedTest
  @EnumSource(names = "UPPY_6_COMPANION", mode = Mode.EXCLUDE)
  void aFileThatIsTooLargeIsRefusedWithTheServersText(Generation generation) throws IOException {
    Path large = files.sparse("large.mp4", 201L * MIB);

    UppyPage page = open(generation).choose(large).press(Button.UPLOAD).awaitState("failed");

    assertThat(page.text()).contains("210763776", "209715200");
    assertThat(page.partsSent()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void cancellingLeavesNothing(Generation generation) throws IOException {
    UppyPage page = onItsWay(generation, files.video("clip.mp4", TWO_PARTS));

    page.press(Button.CANCEL);

    page.await("that the store forgets the parts", () -> uploads().isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void anUploadIsPausedAndResumed(Generation generation) throws IOException {
    Path video = files.video("clip.mp4", TWO_PARTS);
    UppyPage page = onItsWay(generation, video);

    page.press(Button.PAUSE);

    page.forget();
    chromium.release();
    page.press(Button.RESUME).awaitState("done");
    assertStored(video, page.key());
    assertThat(page.partsSent()).containsExactly(2L);
  }

  /** Uppy keeps files of up to 10 MiB in the browser. */
  @ParameterizedTest
  @EnumSource
  void anUploadIsResumedAfterAReload(Generation generation) throws IOException {
    Path video = files.video("clip.mp4", TWO_PARTS);
    onItsWay(generation, video).awaitKept();

    UppyPage reloaded = open(generation);

    chromium.release();
    reloaded.press(Button.UPLOAD).awaitState("done");
    assertStored(video, reloaded.key());
    assertThat(reloaded.partsSent()).containsExactly(2L);
  }
}
