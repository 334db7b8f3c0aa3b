package io.uploadgrants.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.equipment.browser.Chromium;
import io.uploadgrants.samples.quickstart.UploadPage.Row;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The page in Chromium, against the application and the store that it starts with. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class PageSuite {

  static final int MIB = 1 << 20;

  /** Five parts of 5 MiB, and one of 3: the client sends three at once, then more. */
  static final int SIX_PARTS = 28 * MIB;

  /** More than the first three parts, and less than all. */
  static final double FOURTH_PART = 0.6;

  @AutoClose static Chromium chromium;

  final int port;
  @AutoClose final S3Client store;
  final String bucket;
  final SampleFiles files;
  final StoreConfiguration.EmbeddedStore embedded;

  UploadPage page;
  List<String> before;

  PageSuite(int port, UploadTarget target, StoreConfiguration.EmbeddedStore embedded, Path folder) {
    this.port = port;
    this.store = Stores.client(target, embedded.server().credentials());
    this.bucket = target.bucket();
    this.embedded = embedded;
    this.files = new SampleFiles(folder);
  }

  @BeforeAll
  static void startChromium() throws IOException {
    chromium = Chromium.start();
  }

  @BeforeEach
  void openPage() {
    chromium.problems(); // the last test's
    page = UploadPage.open(chromium.driver(), port);
    before = keys();
  }

  @AfterEach
  void fullSpeedAndSizeAndNothingLeft() {
    page.forgetAll();
    // Cuts off what is on its way, before it gets through at full speed.
    chromium.driver().get("about:blank");
    embedded.server().faults().clear();
    chromium.uploadAtMost(-1);
    chromium.resize(1000, 900);
    chromium.colours("light");
    for (MultipartUpload each : uploads()) {
      store.abortMultipartUpload(
          abort -> abort.bucket(bucket).key(each.key()).uploadId(each.uploadId()));
    }
  }

  List<String> keys() {
    return store.listObjectsV2(list -> list.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  byte[] stored(Row row) {
    return store.getObjectAsBytes(get -> get.bucket(bucket).key(row.key())).asByteArrayUnsafe();
  }

  static HttpResponse<byte[]> get(URI url) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  /** How many uploads in parts the bucket has that nobody has completed or aborted. */
  int unfinished() {
    return uploads().size();
  }

  List<MultipartUpload> uploads() {
    return store.listMultipartUploads(list -> list.bucket(bucket)).uploads();
  }

  /** Which parts the store has of the only upload that isn't completed. */
  List<Long> partsStored() {
    MultipartUpload upload = uploads().get(0);
    return store
        .listParts(list -> list.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()))
        .parts()
        .stream()
        .map(part -> (long) part.partNumber())
        .toList();
  }

  String contentType(Row row) {
    return store.headObject(head -> head.bucket(bucket).key(row.key())).contentType();
  }
}
