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
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTicket;
import io.uploadgrants.completion.CompletionListener;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadStatus;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** What follows a grant, on a real store: accepted, or removed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CompletionSuite {

  private static final byte[] FILE = "twenty bytes of text".getBytes(StandardCharsets.UTF_8);
  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  @AutoClose private final UploadServer server = open();
  private final Recorder recorder = new Recorder();
  private Instant now = Instant.now();
  private final InstantSource clock = () -> now;
  private final Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), clock);

  abstract UploadServer open();

  private static final class Recorder implements CompletionListener {

    private final List<String> told = new ArrayList<>();

    @Override
    public void completed(CompletedUpload upload) {
      told.add("completed " + upload.key());
    }

    @Override
    public void rejected(TicketClaims upload, UploadRefusedException reason) {
      told.add("rejected " + upload.key());
    }

    @Override
    public void aborted(TicketClaims upload) {
      told.add("aborted " + upload.key());
    }
  }

  private UploadGrants grants(UnaryOperator<UploadProfile.Builder> profile) {
    return UploadGrants.builder()
        .target(server.target())
        .credentials(server.credentials())
        .clock(clock)
        .tickets(EncryptedTickets.of(SECRETS))
        .profile(profile.apply(UploadProfile.named("photo").completion(completion())).build())
        .build();
  }

  private UploadCompletions completions(UploadGrants grants) {
    return UploadCompletions.builder(grants, receipts)
        .clients(target -> server.client())
        .listener(recorder)
        .build();
  }

  private static UploadRequest.Builder request() {
    return UploadRequest.of("photo").by("alice").file("a.txt", FILE.length, "text/plain");
  }

  private static String ticket(UploadGrant grant) {
    return Objects.requireNonNull(grant.ticket()).value();
  }

  private static String id(UploadGrant grant) {
    return EncryptedTickets.of(SECRETS).open(ticket(grant)).id();
  }

  private void upload(UploadGrant grant) {
    assertThat(GrantClient.of(server).upload(grant, FILE).accepted()).isTrue();
  }

  private void refused(ErrorCode code, UploadCompletions completions, String ticket) {
    refused(code, () -> completions.complete(ticket, "alice"));
  }

  private static void refused(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            UploadException.class, reason -> assertThat(reason.code()).isEqualTo(code));
  }

  private List<String> keys() {
    return server.client().listObjectsV2(list -> list.bucket(server.bucket())).contents().stream()
        .map(object -> object.key())
        .toList();
  }

  @Test
  void anUploadIsAcceptedAsOftenAsItIsAskedFor() {
    UploadGrants grants = grants(profile -> profile.maxSize(100).contentTypes("text/plain"));
    UploadCompletions completions = completions(grants);
    UploadGrant grant = grants.grant(request().build());
    upload(grant);

    CompletedUpload upload = completions.complete(ticket(grant), "alice");

    assertThat(upload.key()).isEqualTo(grant.key());
    assertThat(upload.size()).isEqualTo(FILE.length);
    assertThat(upload.contentType()).isEqualTo("text/plain");
    assertThat(upload.subject()).isEqualTo("alice");
    assertThat(upload.bucket()).isEqualTo(server.bucket());
    assertThat(upload.etag()).isNotEmpty();
    assertThat(completions(grants).complete(ticket(grant), "alice")).isEqualTo(upload);
    assertThat(recorder.told).contains("completed " + grant.key());
    assertThat(receipts.verify(receipts.issue(upload), "alice")).isEqualTo(upload);
    assertThat(keys()).contains(grant.key());
  }

  @Test
  void theChecksumOfTheRequestIsTheStores() {
    UploadGrants grants = grants(profile -> profile);
    Checksum checksum = GrantClient.checksum(ChecksumAlgorithm.SHA256, FILE);
    UploadGrant grant = grants.grant(request().checksum(checksum).build());
    upload(grant);

    CompletedUpload upload = completions(grants).complete(ticket(grant), "alice");

    assertThat(upload.checksum()).isEqualTo(checksum);
  }

  @Test
  void aGrantWithoutCompletionHasNoTicket() {
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .profile(UploadProfile.named("photo").build())
            .build();

    assertThat(grants.grant(request().build()).ticket()).isNull();
  }

  @Test
  void nothingIsThereBeforeTheUpload() {
    UploadGrants grants = grants(profile -> profile);
    UploadCompletions completions = completions(grants);
    UploadGrant grant = grants.grant(request().build());

    refused(ErrorCode.NO_SUCH_UPLOAD, completions, ticket(grant));
    assertThat(completions.status(ticket(grant), "alice"))
        .isEqualTo(new UploadStatus(GrantKind.PRESIGNED_PUT, UploadStatus.State.WAITING, null));

    upload(grant);

    assertThat(completions.complete(ticket(grant), "alice").size()).isEqualTo(FILE.length);
    assertThat(completions.status(ticket(grant), "alice").state())
        .isEqualTo(UploadStatus.State.COMPLETED);
  }

  private enum Difference {
    SIZE,
    TYPE,
    CHECKSUM
  }

  /** As by a holder of wider keys: the store takes it, and nobody but completion can refuse it. */
  @ParameterizedTest
  @EnumSource
  void whatDiffersIsRemovedAndStaysSo(Difference difference) {
    UploadGrants grants = grants(profile -> profile.maxSize(100).contentTypes("text/plain"));
    UploadCompletions completions = completions(grants);
    Checksum checksum = GrantClient.checksum(ChecksumAlgorithm.SHA256, FILE);
    UploadGrant grant = grants.grant(request().checksum(checksum).build());
    byte[] other = FILE.clone();
    other[0]++;
    byte[] longer = new byte[FILE.length + 1];
    server
        .client()
        .putObject(
            put ->
                put.bucket(server.bucket())
                    .key(grant.key())
                    .metadata(Map.of("upload-id", id(grant)))
                    .contentType(difference == Difference.TYPE ? "text/html" : "text/plain"),
            RequestBody.fromBytes(
                difference == Difference.SIZE
                    ? longer
                    : difference == Difference.CHECKSUM ? other : FILE));

    refused(ErrorCode.OBJECT_DIFFERS, completions, ticket(grant));

    assertThat(keys()).doesNotContain(grant.key());
    assertThat(recorder.told).contains("rejected " + grant.key());
    refused(ErrorCode.NO_SUCH_UPLOAD, completions, ticket(grant));
  }

  private static final byte[] PNG = {
    (byte) 0x89,
    'P',
    'N',
    'G',
    '\r',
    '\n',
    0x1a,
    '\n',
    0,
    0,
    0,
    13,
    'I',
    'H',
    'D',
    'R',
    0,
    0,
    0,
    1,
    0
  };

  @Test
  void aPictureIsAPictureByItsFirstBytes() {
    UploadGrants grants =
        grants(p -> p.contentTypes("image/*").completion(completion().checkContent()));
    UploadCompletions completions = completions(grants);
    byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    UploadGrant right = grants.grant(request().file("a.png", PNG.length, "image/png").build());
    UploadGrant wrong = grants.grant(request().file("a.png", page.length, "image/png").build());
    assertThat(GrantClient.of(server).upload(right, PNG).accepted()).isTrue();
    assertThat(GrantClient.of(server).upload(wrong, page).accepted()).isTrue();

    assertThat(completions.complete(ticket(right), "alice").size()).isEqualTo(PNG.length);
    refused(ErrorCode.OBJECT_DIFFERS, completions, ticket(wrong));

    assertThat(keys()).contains(right.key()).doesNotContain(wrong.key());
    assertThat(right.enforced()).containsEntry(UploadConstraint.CONTENT, EnforcedBy.COMPLETION);
  }

  /** By the application itself, or by another grant for the same key. */
  @Test
  void whatSomebodyElsePutAtTheKeyIsLeftAlone() {
    UploadGrants grants = grants(profile -> profile.maxSize(100));
    UploadCompletions completions = completions(grants);
    UploadGrant grant = grants.grant(request().build());
    server
        .client()
        .putObject(
            put -> put.bucket(server.bucket()).key(grant.key()), RequestBody.fromString("other"));

    refused(ErrorCode.NO_SUCH_UPLOAD, completions, ticket(grant));
    completions.abort(ticket(grant), "alice");

    assertThat(keys()).contains(grant.key());
  }

  @Test
  void whatWasAcceptedIsNeitherReplacedNorAborted() {
    UploadGrants grants = grants(profile -> profile);
    UploadCompletions completions = completions(grants);
    UploadGrant grant = grants.grant(request().build());
    upload(grant);
    CompletedUpload upload = completions.complete(ticket(grant), "alice");

    assertThat(GrantClient.of(server).upload(grant, FILE).accepted()).isFalse();
    refused(ErrorCode.ALREADY_COMPLETED, () -> completions.abort(ticket(grant), "alice"));

    assertThat(completions.complete(ticket(grant), "alice").etag()).isEqualTo(upload.etag());
  }

  @Test
  void anUploadThatNeverCameIsAbortedTwice() {
    UploadGrants grants = grants(profile -> profile);
    UploadCompletions completions = completions(grants);
    UploadGrant grant = grants.grant(request().build());

    completions.abort(ticket(grant), "alice");
    completions.abort(ticket(grant), "alice");

    assertThat(recorder.told).contains("aborted " + grant.key());
  }

  @Test
  void aTicketIsItsSubjectsAlone() {
    UploadGrants grants = grants(UploadProfile.Builder::openToGuests);
    UploadCompletions completions = completions(grants);
    UploadGrant grant = grants.grant(request().build());
    UploadGrant guests = grants.grant(request().by(null).build());
    upload(grant);
    upload(guests);

    for (@Nullable String other : new @Nullable String[] {"mallory", "Alice", null, ""}) {
      refused(
          ErrorCode.TICKET_OF_ANOTHER_SUBJECT, () -> completions.complete(ticket(grant), other));
      refused(ErrorCode.TICKET_OF_ANOTHER_SUBJECT, () -> completions.abort(ticket(grant), other));
      refused(ErrorCode.TICKET_OF_ANOTHER_SUBJECT, () -> completions.status(ticket(grant), other));
      assertThat(completions.complete(ticket(guests), other).key()).isEqualTo(guests.key());
    }
    assertThat(keys()).contains(grant.key());
  }

  @Test
  void aTicketEndsWithItsTime() {
    UploadGrants grants = grants(p -> p.completion(completion().within(Duration.ofHours(2))));
    UploadCompletions completions = completions(grants);
    UploadGrant grant = grants.grant(request().build());
    upload(grant);
    UploadTicket ticket = Objects.requireNonNull(grant.ticket());
    Instant end = ticket.expiresAt();
    Instant before = now;

    now = end.minusSeconds(1);
    completions.complete(ticket.value(), "alice");
    now = end;
    refused(ErrorCode.TICKET_EXPIRED, completions, ticket.value());
    refused(
        ErrorCode.TICKET_OF_ANOTHER_SUBJECT, () -> completions.complete(ticket.value(), "mallory"));

    now = before;
    assertThat(end).isBetween(now.plusSeconds(7199), now.plusSeconds(7200));
  }

  /** The size too where a store keeps what has come of a PUT that breaks off. */
  @Test
  void aGrantSaysWhatCompletionEnforces() {
    UploadGrants grants = grants(profile -> profile.maxSize(100).contentTypes("text/plain"));
    boolean whole = server.target().supports(StoreFeature.WHOLE_UPLOADS);

    assertThat(grants.grant(request().build()).enforced())
        .containsEntry(UploadConstraint.SIZE, whole ? EnforcedBy.STORAGE : EnforcedBy.COMPLETION)
        .containsEntry(UploadConstraint.NO_OVERWRITE, EnforcedBy.STORAGE)
        .doesNotContainKey(UploadConstraint.CONTENT);
  }
}
