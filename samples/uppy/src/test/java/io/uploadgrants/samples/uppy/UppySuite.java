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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
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
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class UppySuite {

  static final int MIB = 1 << 20;

  /** Two parts of 5 MiB, and one of 2. */
  static final int THREE_PARTS = 12 * MIB;

  /** A part of 5 MiB, and one of 1. */
  static final int TWO_PARTS = 6 * MIB;

  @AutoClose Chromium chromium;

  private String loggedIn = "";
  private final List<String> stored = new ArrayList<>();

  @LocalServerPort private int port;
  @Autowired UploadTarget target;
  @Autowired private AwsCredentialsProvider credentials;
  @AutoClose private S3Client store;

  SampleFiles files;

  @BeforeAll
  void start() throws IOException {
    chromium = Chromium.start();
    store =
        S3Client.builder()
            .endpointOverride(target.endpoint())
            .region(Region.of(target.region()))
            .forcePathStyle(target.pathStyle())
            .credentialsProvider(credentials)
            .build();
  }

  @BeforeEach
  void connect(@TempDir Path folder) {
    files = new SampleFiles(folder);
    stored.clear();
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
    abortAll();
    keys.forEach(key -> store.deleteObject(delete -> delete.bucket(target.bucket()).key(key)));
    assertThat(uploads).as("uploads that nobody has ended").isEmpty();
    assertThat(keys).as("objects").containsExactlyInAnyOrderElementsOf(stored);
  }

  final void abortAll() {
    uploads()
        .forEach(
            each ->
                store.abortMultipartUpload(
                    abort ->
                        abort.bucket(target.bucket()).key(each.key()).uploadId(each.uploadId())));
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
}
