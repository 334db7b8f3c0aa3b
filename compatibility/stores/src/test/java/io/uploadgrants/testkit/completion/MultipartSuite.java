package io.uploadgrants.testkit.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.multipart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedPart;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.MultipartProgress;
import io.uploadgrants.completion.StoredPart;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadStatus;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Uploads in parts on a real store, from the grant to the receipt. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MultipartSuite {

  static final int PART = 5 << 20;

  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  /** Two parts of 5 MiB and a short one. */
  private static final byte[] FILE = film(2 * PART + 1_000);

  @AutoClose private final UploadServer server = open();
  private final InstantSource clock = InstantSource.system();
  private final Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), clock);
  private final PartSender sender = new PartSender();

  abstract UploadServer open();

  private static byte[] film(int size) {
    byte[] film = new byte[size];
    new Random(size).nextBytes(film);
    byte[] head = "\0\0\0\030ftypisom\0\0\0\0isommp41".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, film, 0, Math.min(size, head.length));
    return film;
  }

  private UploadGrants grants(UnaryOperator<UploadProfile.Builder> profile) {
    return UploadGrants.builder()
        .target(server.target())
        .credentials(server.credentials())
        .clock(clock)
        .tickets(EncryptedTickets.of(SECRETS))
        .profile(
            profile
                .apply(
                    UploadProfile.named("video")
                        .kinds(multipart().partSize(PART))
                        .maxSize(100L << 20)
                        .contentTypes("video/mp4")
                        .completion(completion()))
                .build())
        .build();
  }

  private UploadCompletions completions(UploadGrants grants) {
    return UploadCompletions.builder(grants, receipts).clients(target -> server.client()).build();
  }

  private static UploadRequest.Builder request(byte[] file) {
    return UploadRequest.of("video").by("alice").file("a.mp4", file.length, "video/mp4");
  }

  private static MultipartUpload grant(UploadGrants grants, UploadRequest.Builder request) {
    return (MultipartUpload) grants.grant(request.build());
  }

  private static String ticket(MultipartUpload grant) {
    return Objects.requireNonNull(grant.ticket()).value();
  }

  private List<UploadedPart> send(List<SignedPart> parts, byte[] file) {
    List<UploadedPart> sent = new ArrayList<>();
    for (SignedPart part : parts) {
      sent.add(new UploadedPart(part.partNumber(), sender.send(part, bytesOf(part, file))));
    }
    return sent;
  }

  private static byte[] bytesOf(SignedPart part, byte[] file) {
    int from = (part.partNumber() - 1) * PART;
    return Arrays.copyOfRange(file, from, Math.min(from + PART, file.length));
  }

  private static void refused(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            UploadException.class, reason -> assertThat(reason.code()).isEqualTo(code));
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

  private MultipartProgress progress(UploadStatus status) {
    assertThat(status.state()).isEqualTo(UploadStatus.State.OPEN);
    return Objects.requireNonNull(status.multipart());
  }

  @AfterEach
  void noUploadIsLeftOpen() {
    assertThat(server.client().listMultipartUploads(list -> list.bucket(server.bucket())).uploads())
        .isEmpty();
  }

  @Test
  void aFileArrivesInPartsAndIsAcceptedAsOftenAsItIsAskedFor() {
    UploadGrants grants = grants(profile -> profile);
    UploadCompletions completions = completions(grants);
    MultipartUpload grant = grant(grants, request(FILE));
    assertThat(grant.plan().count()).isEqualTo(3);
    assertThat(grant.parts())
        .extracting(SignedPart::size)
        .containsExactly((long) PART, (long) PART, 1_000L);

    List<UploadedPart> parts = send(grant.parts(), FILE);
    CompletedUpload upload = completions.complete(ticket(grant), parts, "alice");

    assertThat(upload.size()).isEqualTo(FILE.length);
    assertThat(upload.contentType()).isEqualTo("video/mp4");
    assertThat(upload.key()).isEqualTo(grant.key());
    assertThat(stored(grant.key())).isEqualTo(FILE);
    assertThat(completions(grants).complete(ticket(grant), parts, "alice")).isEqualTo(upload);
    assertThat(receipts.verify(receipts.issue(upload), "alice")).isEqualTo(upload);
    assertThat(completions.status(ticket(grant), "alice"))
        .isEqualTo(new UploadStatus(grant.kind(), UploadStatus.State.COMPLETED, null));
    refused(ErrorCode.ALREADY_COMPLETED, () -> completions.abort(ticket(grant), "alice"));
    assertThat(keys()).contains(grant.key());
  }

  /** All that is left of the first client is the ticket. */
  @Test
  void anotherClientGoesOnWithTheTicketAlone() {
    UploadGrants grants = grants(profile -> profile);
    MultipartUpload grant = grant(grants, request(FILE));
    send(grant.parts().subList(1, 2), FILE);
    String ticket = ticket(grant);

    UploadGrants node = grants(profile -> profile);
    UploadCompletions other = completions(node);
    MultipartProgress progress = progress(other.status(ticket, "alice"));
    assertThat(progress.parts()).extracting(StoredPart::partNumber).containsExactly(2);
    assertThat(progress.parts()).extracting(StoredPart::size).containsExactly((long) PART);
    assertThat(progress.plan()).isEqualTo(grant.plan());

    List<UploadedPart> parts = new ArrayList<>();
    progress.parts().forEach(part -> parts.add(new UploadedPart(part.partNumber(), part.etag())));
    parts.addAll(send(other.parts(ticket, List.of(3, 1), "alice").parts(), FILE));
    Collections.shuffle(parts, new Random(7));

    assertThat(other.complete(ticket, parts, "alice").size()).isEqualTo(FILE.length);
    assertThat(stored(grant.key())).isEqualTo(FILE);
  }

  @Test
  void missingPartsAreNamedAndNothingIsLost() {
    UploadGrants grants = grants(profile -> profile);
    UploadCompletions completions = completions(grants);
    MultipartUpload grant = grant(grants, request(FILE));
    missing(completions, grant, List.of(), List.of(1, 2, 3));
    List<UploadedPart> parts = new ArrayList<>(send(grant.parts().subList(0, 2), FILE));
    missing(completions, grant, parts, List.of(3));
    List<UploadedPart> invented = new ArrayList<>(parts);
    invented.add(new UploadedPart(3, parts.get(0).etag()));
    missing(completions, grant, invented, List.of(3));
    List<UploadedPart> swapped =
        List.of(new UploadedPart(1, parts.get(1).etag()), new UploadedPart(2, parts.get(0).etag()));
    missing(completions, grant, swapped, List.of(1, 2, 3));

    parts.addAll(send(grant.parts().subList(2, 3), FILE));

    assertThat(completions.complete(ticket(grant), unquoted(parts), "alice").size())
        .isEqualTo(FILE.length);
  }

  private static List<UploadedPart> unquoted(List<UploadedPart> parts) {
    List<UploadedPart> mixed = new ArrayList<>(parts);
    UploadedPart first = parts.get(0);
    mixed.set(0, new UploadedPart(first.partNumber(), first.etag().replace("\"", "")));
    return mixed;
  }

  private static void missing(
      UploadCompletions completions,
      MultipartUpload grant,
      List<UploadedPart> parts,
      List<Integer> numbers) {
    assertThatThrownBy(() -> completions.complete(ticket(grant), parts, "alice"))
        .isInstanceOfSatisfying(
            UploadRefusedException.class,
            reason -> {
              assertThat(reason.code()).isEqualTo(ErrorCode.PARTS_MISSING);
              assertThat(reason.given()).isEqualTo(numbers);
            });
  }

  @Test
  void abortedPartsAreGoneAsOftenAsItIsAskedFor() {
    UploadGrants grants = grants(profile -> profile);
    UploadCompletions completions = completions(grants);
    MultipartUpload grant = grant(grants, request(FILE));
    List<UploadedPart> parts = send(grant.parts(), FILE);

    completions.abort(ticket(grant), "alice");
    completions.abort(ticket(grant), "alice");

    refused(ErrorCode.NO_SUCH_UPLOAD, () -> completions.status(ticket(grant), "alice"));
    refused(ErrorCode.NO_SUCH_UPLOAD, () -> completions.complete(ticket(grant), parts, "alice"));
    assertThat(sender.status(grant.parts().get(2), bytesOf(grant.parts().get(2), FILE)))
        .isEqualTo(404);
    assertThat(keys()).doesNotContain(grant.key());
  }

  @Test
  void aPartHasItsOwnLengthAndIsNoCopyOfAnotherObject() {
    UploadGrants grants = grants(profile -> profile);
    UploadCompletions completions = completions(grants);
    MultipartUpload grant = grant(grants, request(FILE));
    SignedPart last = grant.parts().get(2);
    server
        .client()
        .putObject(
            put -> put.bucket(server.bucket()).key("secret"), RequestBody.fromString("secret"));

    assertThat(sender.status(last, new byte[999])).isGreaterThanOrEqualTo(400);
    assertThat(sender.status(last, new byte[1_001])).isGreaterThanOrEqualTo(400);
    assertThat(
            sender.status(
                last, new byte[0], Map.of("x-amz-copy-source", "/" + server.bucket() + "/secret")))
        .isGreaterThanOrEqualTo(400);
    assertThat(
            sender.status(
                last,
                bytesOf(last, FILE),
                Map.of("x-amz-copy-source", "/" + server.bucket() + "/secret")))
        .isGreaterThanOrEqualTo(400);
    assertThat(progress(completions.status(ticket(grant), "alice")).parts()).isEmpty();
    completions.abort(ticket(grant), "alice");
  }

  /** As by a store that takes them, or by somebody with wider keys. */
  @Test
  void partsOfAnotherSizeHaveToBeSentAgain() {
    UploadGrants grants = grants(profile -> profile);
    UploadCompletions completions = completions(grants);
    MultipartUpload grant = grant(grants, request(FILE));
    List<UploadedPart> parts = new ArrayList<>(send(grant.parts().subList(0, 2), FILE));
    String etag = ownPart(grant, 3, new byte[999]);
    parts.add(new UploadedPart(3, etag));

    missing(completions, grant, parts, List.of(3));
    assertThat(progress(completions.status(ticket(grant), "alice")).parts()).hasSize(2);

    parts.set(2, send(grant.parts().subList(2, 3), FILE).get(0));
    String stray = ownPart(grant, 4, new byte[1]);
    assertThat(stray).isNotEmpty();
    assertThat(completions.complete(ticket(grant), parts, "alice").size()).isEqualTo(FILE.length);
    assertThat(stored(grant.key())).isEqualTo(FILE);
  }

  private String ownPart(MultipartUpload grant, int number, byte[] bytes) {
    return server
        .client()
        .uploadPart(
            part ->
                part.bucket(server.bucket())
                    .key(grant.key())
                    .uploadId(grant.plan().uploadId())
                    .partNumber(number),
            RequestBody.fromBytes(bytes))
        .eTag();
  }

  @Test
  void anObjectThatIsThereIsNotReplaced() {
    UploadGrants grants = grants(profile -> profile);
    UploadCompletions completions = completions(grants);
    MultipartUpload grant = grant(grants, request(FILE));
    List<UploadedPart> parts = send(grant.parts(), FILE);
    server
        .client()
        .putObject(
            put -> put.bucket(server.bucket()).key(grant.key()), RequestBody.fromString("other"));

    refused(ErrorCode.NO_SUCH_UPLOAD, () -> completions.complete(ticket(grant), parts, "alice"));

    assertThat(stored(grant.key())).isEqualTo("other".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theChecksumIsOfTheWholeOrNoGrantIsIssued() {
    UploadGrants grants = grants(profile -> profile);
    UploadCompletions completions = completions(grants);
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      UploadRequest.Builder request = request(FILE).checksum(GrantClient.checksum(algorithm, FILE));
      boolean ofParts =
          algorithm == ChecksumAlgorithm.SHA1 || algorithm == ChecksumAlgorithm.SHA256;
      if (ofParts || !server.target().supports(StoreFeature.COMPLETE_CHECKSUMS)) {
        refused(ErrorCode.INVALID_REQUEST, () -> grants.grant(request.build()));
      } else {
        MultipartUpload grant = grant(grants, request);
        List<UploadedPart> parts = send(grant.parts(), FILE);
        Checksum checksum = completions.complete(ticket(grant), parts, "alice").checksum();
        assertThat(checksum).isEqualTo(GrantClient.checksum(algorithm, FILE));

        MultipartUpload lied = grant(grants, request);
        byte[] other = FILE.clone();
        other[PART]++;
        List<UploadedPart> others = send(lied.parts(), other);
        refused(
            ErrorCode.OBJECT_DIFFERS, () -> completions.complete(ticket(lied), others, "alice"));
        assertThat(keys()).doesNotContain(lied.key());
      }
    }
  }

  @Test
  void aPageInAFilmsClothesIsRemovedAndStaysSo() {
    UploadGrants grants = grants(profile -> profile.completion(completion().checkContent()));
    UploadCompletions completions = completions(grants);
    byte[] page = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    MultipartUpload grant = grant(grants, request(page));
    List<UploadedPart> parts = send(grant.parts(), page);

    refused(ErrorCode.OBJECT_DIFFERS, () -> completions.complete(ticket(grant), parts, "alice"));
    refused(ErrorCode.NO_SUCH_UPLOAD, () -> completions.complete(ticket(grant), parts, "alice"));
    assertThat(keys()).doesNotContain(grant.key());

    byte[] film = film(40);
    MultipartUpload right = grant(grants, request(film));
    assertThat(completions.complete(ticket(right), send(right.parts(), film), "alice").size())
        .isEqualTo(40);
  }

  @Test
  void anEmptyFileIsOneEmptyPart() {
    UploadGrants grants = grants(profile -> profile.minSize(0));
    MultipartUpload grant = grant(grants, request(new byte[0]));
    assertThat(grant.plan()).isEqualTo(new PartPlan(grant.plan().uploadId(), 0, PART));

    CompletedUpload upload =
        completions(grants).complete(ticket(grant), send(grant.parts(), new byte[0]), "alice");

    assertThat(upload.size()).isZero();
  }
}
