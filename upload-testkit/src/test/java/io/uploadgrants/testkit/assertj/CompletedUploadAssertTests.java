package io.uploadgrants.testkit.assertj;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.testkit.FileSource;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class CompletedUploadAssertTests {

  private static final byte[] BYTES = new byte[100_000];
  private static final FileSource FILE = FileSource.of(BYTES);
  private static final Checksum CHECKSUM = FILE.checksum(ChecksumAlgorithm.SHA256);
  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final Receipts receipts = receipts("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  private static Receipts receipts(String secret) {
    return Receipts.of(TokenSecrets.of(secret), Duration.ofHours(1), InstantSource.system());
  }

  /** Stores the file, and says of it what is given. */
  private CompletedUpload upload(
      @Nullable String subject, long size, String type, String etag, @Nullable Checksum checksum) {
    String tag =
        server
            .client()
            .putObject(
                put -> put.bucket(server.bucket()).key("k").contentType("image/png"),
                RequestBody.fromBytes(BYTES))
            .eTag();
    return new CompletedUpload(
        "id",
        "avatar",
        subject,
        server.bucket(),
        "k",
        size,
        type,
        etag.isEmpty() ? tag : etag,
        null,
        checksum,
        NOW);
  }

  private CompletedUpload upload() {
    return upload("alice", BYTES.length, "image/png", "", CHECKSUM);
  }

  private static void assertFails(Runnable assertion, String... told) {
    assertThatThrownBy(assertion::run).isInstanceOf(AssertionError.class).message().contains(told);
  }

  @Test
  void anUploadIsWhatItIs() {
    CompletedUpload upload = upload();
    assertThat(upload)
        .hasKey("k")
        .hasSize(BYTES.length)
        .hasContentType("image/png")
        .hasChecksum(CHECKSUM)
        .isBy("alice")
        .isOfProfile("avatar")
        .hasReceipt(receipts.issue(upload), receipts)
        .hasObjectOn(server)
        .hasContentOn(server, FILE);
    assertThat(upload(null, 1, "a/b", "", null)).isByGuest().hasNoChecksum();
  }

  @Test
  void whatDiffersIsTold() {
    CompletedUpload upload = upload();
    assertFails(() -> assertThat(upload).as("mine").hasKey("l"), "[mine]", "key <l>", "key is <k>");
    assertFails(() -> assertThat(upload).hasSize(1), "size <1>", "size is <100000>");
    assertFails(
        () -> assertThat(upload).hasContentType("text/html"), "<text/html>", "type is <image/png>");
    assertFails(() -> assertThat(upload).isBy("bob"), "subject <bob>", "subject is <alice>");
    assertFails(() -> assertThat(upload).isByGuest(), "subject <null>", "subject is <alice>");
    assertFails(() -> assertThat(upload).isOfProfile("film"), "profile <film>", "is <avatar>");
    assertFails(() -> assertThat(upload).hasNoChecksum(), "checksum <null>", CHECKSUM.value());
    Checksum other = FILE.checksum(ChecksumAlgorithm.CRC32);
    assertFails(
        () -> assertThat(upload).hasChecksum(other), "<" + other, "checksum is <" + CHECKSUM);
    CompletedUpload guests = upload(null, 1, "a/b", "", null);
    assertFails(() -> assertThat(guests).isBy("alice"), "subject <alice>", "subject is <null>");
    assertFails(() -> assertThat(guests).hasChecksum(other), "checksum is <null>");
  }

  @Test
  void aReceiptThatIsAnothersOrOfAnotherUploadIsTold() {
    CompletedUpload upload = upload();
    String strangers = receipts("x".repeat(8) + "aR8fQ2mWz7LrXc5TnPd4sJf9").issue(upload);
    assertFails(
        () -> assertThat(upload).hasReceipt(strangers, receipts),
        "refused",
        "isn't one of this application");
    String guests = receipts.issue(upload(null, BYTES.length, "image/png", "", CHECKSUM));
    assertFails(
        () -> assertThat(upload).hasReceipt(guests, receipts), "Expected a receipt of", "it is of");
    String bobs = receipts.issue(upload("bob", BYTES.length, "image/png", "", CHECKSUM));
    assertFails(() -> assertThat(upload).hasReceipt(bobs, receipts), "another subject's");
  }

  @Test
  void anObjectThatIsNotWhatTheUploadSaysIsTold() {
    assertFails(
        () -> assertThat(upload("alice", 1, "image/png", "", null)).hasObjectOn(server),
        "object <k>",
        "upload's size <1>",
        "size is <100000>");
    assertFails(
        () -> assertThat(upload("alice", BYTES.length, "a/b", "", null)).hasObjectOn(server),
        "content type <a/b>",
        "is <image/png>");
    assertFails(
        () ->
            assertThat(upload("alice", BYTES.length, "image/png", "\"x\"", null))
                .hasObjectOn(server),
        "entity tag <\"x\">");
    CompletedUpload gone = upload();
    server.client().deleteObject(delete -> delete.bucket(server.bucket()).key("k"));
    assertFails(() -> assertThat(gone).hasObjectOn(server), "key <k>", "the bucket has none.");
    assertFails(() -> assertThat(gone).hasContentOn(server, FILE), "key <k>", "has none");
    try (UploadServer other = UploadServer.embedded()) {
      assertFails(
          () -> assertThat(gone).hasObjectOn(other), other.bucket(), "is in <" + server.bucket());
    }
  }

  @Test
  void theFirstByteThatDiffersIsTold() {
    CompletedUpload upload = upload();
    byte[] altered = BYTES.clone();
    altered[70_001] = 1;
    assertFails(
        () -> assertThat(upload).hasContentOn(server, FileSource.of(altered)),
        "object <k> with given 100000 bytes, but byte 70001 is another");
    assertFails(
        () -> assertThat(upload).hasContentOn(server, FileSource.of(Arrays.copyOf(BYTES, 5))),
        "given 5 bytes, but it has 100000");
  }
}
