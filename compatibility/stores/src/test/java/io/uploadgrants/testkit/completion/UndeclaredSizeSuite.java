package io.uploadgrants.testkit.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.SignedPart;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.StoredPart;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadStatus;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Uploads in parts of undeclared size, as Uppy's are, on a real store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UndeclaredSizeSuite {

  private static final int MIB = 1 << 20;
  private static final int MIN = 1_000;
  private static final int MAX = 12 * MIB;
  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  @AutoClose private final UploadServer server = open();
  private final PartSender sender = new PartSender();
  private final UploadGrants grants =
      UploadGrants.builder()
          .target(server.target())
          .credentials(server.credentials())
          .tickets(EncryptedTickets.of(SECRETS))
          .profile(profile("video").minSize(MIN).completion(completion()).build())
          .profile(
              profile("moved")
                  .minSize(0)
                  .completion(completion().moveTo(ObjectKeyPolicy.perSubject("films")))
                  .build())
          .build();
  private final UploadCompletions completions = node();

  abstract UploadServer open();

  private static UploadProfile.Builder profile(String name) {
    return UploadProfile.named(name).kinds(GrantKind.MULTIPART).maxSize(MAX);
  }

  private UploadCompletions node() {
    return UploadCompletions.builder(
            grants, Receipts.of(SECRETS, Duration.ofHours(1), grants.clock()))
        .clients(target -> server.client())
        .build();
  }

  private static UploadRequest.Builder request(String profile) {
    return UploadRequest.of(profile).by("alice").kind(GrantKind.MULTIPART).sizeAtCompletion(true);
  }

  private MultipartUpload grant(UploadRequest.Builder request) {
    return (MultipartUpload) grants.grant(request.build());
  }

  private static String ticket(MultipartUpload grant) {
    return Objects.requireNonNull(grant.ticket()).value();
  }

  private SignedPart part(MultipartUpload grant, int number) {
    return completions.parts(ticket(grant), List.of(number), "alice").parts().get(0);
  }

  private UploadedPart send(MultipartUpload grant, int number, byte[] bytes) {
    return new UploadedPart(number, sender.send(part(grant, number), bytes));
  }

  private List<UploadedPart> send(MultipartUpload grant, int... sizes) {
    List<UploadedPart> sent = new ArrayList<>();
    for (int size : sizes) {
      sent.add(send(grant, sent.size() + 1, bytes(size)));
    }
    return sent;
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static UploadRefusedException refused(ErrorCode code, Runnable call) {
    UploadRefusedException[] told = new UploadRefusedException[1];
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(UploadRefusedException.class, reason -> told[0] = reason);
    assertThat(told[0].code()).as(told[0].getMessage()).isEqualTo(code);
    return told[0];
  }

  private UploadRefusedException refused(
      ErrorCode code, MultipartUpload grant, List<UploadedPart> listed) {
    return refused(code, () -> completions.complete(ticket(grant), listed, "alice"));
  }

  private List<String> keys() {
    return server.client().listObjectsV2(list -> list.bucket(server.bucket())).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private byte[] stored(String key) {
    return server
        .client()
        .getObjectAsBytes(get -> get.bucket(server.bucket()).key(key))
        .asByteArray();
  }

  @AfterEach
  void noUploadIsLeftOpen() {
    assertThat(server.client().listMultipartUploads(list -> list.bucket(server.bucket())).uploads())
        .isEmpty();
  }

  @Test
  void theClientCutsItsFileAsItLikes() {
    byte[] file = bytes(7 * MIB + 5);
    MultipartUpload grant = grant(request("video"));
    assertThat(grant.enforced()).containsEntry(UploadConstraint.SIZE, EnforcedBy.COMPLETION);
    assertThat(grant.plan().isOpen()).isTrue();

    List<UploadedPart> parts = new ArrayList<>();
    parts.add(send(grant, 1, Arrays.copyOfRange(file, 0, 6 * MIB)));
    UploadStatus status = node().status(ticket(grant), "alice");
    assertThat(Objects.requireNonNull(status.multipart()).parts())
        .extracting(StoredPart::size)
        .containsExactly(6L * MIB);
    parts.add(send(grant, 2, Arrays.copyOfRange(file, 6 * MIB, file.length)));
    CompletedUpload upload = node().complete(ticket(grant), parts, "alice");

    assertThat(upload.size()).isEqualTo(file.length);
    assertThat(stored(upload.key())).isEqualTo(file);
    assertThat(completions.complete(ticket(grant), parts, "alice")).isEqualTo(upload);
    assertThat(completions.status(ticket(grant), "alice").state())
        .isEqualTo(UploadStatus.State.COMPLETED);
    refused(ErrorCode.ALREADY_COMPLETED, () -> completions.abort(ticket(grant), "alice"));
  }

  @Test
  void aSmallFileIsOnePartOfAnySize() {
    MultipartUpload least = grant(request("video"));
    assertThat(completions.complete(ticket(least), send(least, MIN), "alice").size())
        .isEqualTo(MIN);
    MultipartUpload most = grant(request("video"));
    assertThat(completions.complete(ticket(most), send(most, MAX), "alice").size()).isEqualTo(MAX);
    MultipartUpload empty = grant(request("moved"));
    assertThat(completions.complete(ticket(empty), send(empty, 0), "alice").size()).isZero();
  }

  @Test
  void anAcceptedFileIsMoved() {
    MultipartUpload grant = grant(request("moved"));

    CompletedUpload upload = completions.complete(ticket(grant), send(grant, 5 * MIB, 9), "alice");

    assertThat(upload.key()).startsWith("films/");
    assertThat(stored(upload.key())).hasSize(5 * MIB + 9);
    assertThat(keys()).doesNotContain(grant.key());
  }

  /** Each part is one that S3 takes; only together they are too large. */
  @Test
  void whatIsTooLargeTogetherIsRemoved() {
    MultipartUpload grant = grant(request("video"));
    List<UploadedPart> parts = send(grant, 6 * MIB, 6 * MIB, 1);

    UploadRefusedException told =
        refused(ErrorCode.TOO_LARGE, () -> completions.status(ticket(grant), "alice"));
    assertThat(told.limit()).isEqualTo((long) MAX);
    assertThat(told.given()).isEqualTo(MAX + 1L);
    UploadRefusedException differs = refused(ErrorCode.OBJECT_DIFFERS, grant, parts);
    assertThat(differs.limit()).isEqualTo((long) MAX);
    assertThat(differs.given()).isEqualTo(MAX + 1L);

    refused(ErrorCode.NO_SUCH_UPLOAD, grant, parts);
    assertThat(sender.status(part(grant, 1), bytes(5))).isEqualTo(404);
    assertThat(keys()).doesNotContain(grant.key());
  }

  @Test
  void whatIsTooSmallTogetherIsRemoved() {
    MultipartUpload grant = grant(request("video"));

    UploadRefusedException differs = refused(ErrorCode.OBJECT_DIFFERS, grant, send(grant, MIN - 1));

    assertThat(differs.limit()).isEqualTo((long) MIN);
    refused(ErrorCode.NO_SUCH_UPLOAD, () -> completions.status(ticket(grant), "alice"));
    assertThat(keys()).doesNotContain(grant.key());
  }

  @Test
  void partNumbersEndWhereTheMaximumSizeDoes() {
    MultipartUpload grant = grant(request("video"));
    assertThat(grant.plan().count()).isEqualTo(3);

    refused(ErrorCode.INVALID_REQUEST, () -> part(grant, 4));
    SignedPart third = part(grant, 3);
    SignedPart fourth =
        new SignedPart(
            4, null, third.url().replace("partNumber=3", "partNumber=4"), third.headers());
    assertThat(sender.status(fourth, bytes(5))).isEqualTo(403);
    refused(ErrorCode.INVALID_REQUEST, grant, List.of(new UploadedPart(4, "\"x\"")));
    completions.abort(ticket(grant), "alice");
    refused(ErrorCode.NO_SUCH_UPLOAD, () -> completions.status(ticket(grant), "alice"));
  }

  @Test
  void noPartIsLeftOutOrCutOff() {
    MultipartUpload grant = grant(request("video"));
    List<UploadedPart> parts = send(grant, 5 * MIB, MIB, 7);
    UploadedPart last = parts.get(2);

    missing(grant, List.of(), 1, 2, 3);
    missing(grant, parts.subList(0, 2), 2, 3);
    missing(grant, List.of(parts.get(0), last), 2);
    missing(grant, List.of(parts.get(0), new UploadedPart(2, last.etag()), last), 2);
    // A part before the last that is smaller than S3 allows.
    missing(grant, parts, 2);
    parts.set(1, send(grant, 2, bytes(5 * MIB)));

    assertThat(completions.complete(ticket(grant), parts, "alice").size()).isEqualTo(10 * MIB + 7);
  }

  private void missing(MultipartUpload grant, List<UploadedPart> listed, Integer... numbers) {
    UploadRefusedException told = refused(ErrorCode.PARTS_MISSING, grant, listed);
    assertThat(told.given()).isEqualTo(List.of(numbers));
  }

  @Test
  void aPartIsNoCopyOfAnotherObjectAndHasTheTicketsKey() {
    MultipartUpload grant = grant(request("video"));
    SignedPart part = part(grant, 1);
    String elsewhere = part.url().replace(grant.key(), grant.key() + "x");

    assertThat(sender.status(part, new byte[0], copyOf("secret"))).isGreaterThanOrEqualTo(400);
    assertThat(sender.status(new SignedPart(1, null, elsewhere, part.headers()), bytes(5)))
        .isGreaterThanOrEqualTo(400);
    assertThat(
            Objects.requireNonNull(completions.status(ticket(grant), "alice").multipart()).parts())
        .isEmpty();
    completions.abort(ticket(grant), "alice");
  }

  private Map<String, String> copyOf(String key) {
    return Map.of("x-amz-copy-source", "/" + server.bucket() + "/" + key);
  }

  @Test
  void theChecksumOfTheWholeNeedsNoSize() {
    byte[] file = bytes(5 * MIB + 11);
    Checksum checksum = GrantClient.checksum(ChecksumAlgorithm.CRC64NVME, file);
    UploadRequest.Builder request = request("video").checksum(checksum);
    if (!server.target().supports(StoreFeature.COMPLETE_CHECKSUMS)) {
      assertThatThrownBy(() -> grant(request)).isInstanceOf(UploadException.class);
      return;
    }
    MultipartUpload grant = grant(request);
    List<UploadedPart> parts =
        List.of(
            send(grant, 1, Arrays.copyOf(file, 5 * MIB)),
            send(grant, 2, Arrays.copyOfRange(file, 5 * MIB, file.length)));
    assertThat(completions.complete(ticket(grant), parts, "alice").checksum()).isEqualTo(checksum);

    MultipartUpload lied = grant(request);
    refused(ErrorCode.OBJECT_DIFFERS, lied, send(lied, 5 * MIB, 11));
    assertThat(keys()).doesNotContain(lied.key());
  }
}
