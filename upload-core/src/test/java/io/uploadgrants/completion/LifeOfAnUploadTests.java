package io.uploadgrants.completion;

import static io.uploadgrants.completion.SentInParts.end;
import static io.uploadgrants.completion.SentInParts.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.CompletionSettings;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedParts;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.completion.PartsInMemory.Repeated;
import io.uploadgrants.completion.UploadStatus.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each call answers, from the grant of an upload in parts to its end. */
class LifeOfAnUploadTests {

  private final SentInParts upload = new SentInParts(Repeated.KNOWS_NO_UPLOAD);
  private final UploadCompletions completions = upload.completions;
  private final String ticket = upload.ticket;

  private UploadStatus status() {
    return completions.status(ticket, "alice");
  }

  private List<@Nullable ErrorCode> ends(@Nullable String subject, String ofTicket) {
    List<@Nullable ErrorCode> ends = new ArrayList<>();
    ends.add(end(() -> completions.status(ofTicket, subject)));
    ends.add(end(() -> completions.parts(ofTicket, List.of(1), subject)));
    ends.add(end(() -> completions.abort(ofTicket, subject)));
    ends.add(end(() -> completions.complete(ofTicket, upload.listed(), subject)));
    return ends;
  }

  @Test
  void aStatusShowsThePartsThatFit() {
    assertThat(status().state()).isEqualTo(State.OPEN);
    upload.send(3, tag(3));
    upload.store.send(upload.grant.plan().uploadId(), new StoredPart(2, 1, tag(2), null));
    upload.store.send(upload.grant.plan().uploadId(), new StoredPart(4, 7, tag(4), null));

    MultipartProgress progress = Objects.requireNonNull(status().multipart());

    assertThat(progress.parts()).containsExactly(new StoredPart(3, 7, tag(3), null));
    assertThat(progress.plan()).isEqualTo(upload.grant.plan());
    assertThat(upload.store.seam.calls).containsOnly("send", "parts");
  }

  @Test
  void aCompletedUploadStaysCompleted() {
    upload.send().complete();

    assertThat(status()).isEqualTo(new UploadStatus(GrantKind.MULTIPART, State.COMPLETED, null));
    assertThat(end(upload::abort)).isEqualTo(ErrorCode.ALREADY_COMPLETED);
    assertThat(upload.store.objects).hasSize(1);
    assertThat(end(upload::complete)).isNull();
  }

  @Test
  void ofAnAbortedUploadNothingIsLeftAndNothingComes() {
    upload.send();
    upload.abort();
    upload.abort();

    assertThat(end(this::status)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
    assertThat(end(upload::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
    assertThat(upload.send(1, tag(1))).isFalse();
    assertThat(upload.store.uploads).isEmpty();
    assertThat(upload.store.objects).isEmpty();
    assertThat(upload.told).containsExactly("aborted", "aborted");
  }

  @Test
  void anExpiredTicketDoesNothing() {
    upload.send();
    upload.now = upload.claims.expiresAt();

    assertThat(ends("alice", ticket)).containsOnly(ErrorCode.TICKET_EXPIRED);
    upload.now = upload.claims.expiresAt().minusNanos(1);
    assertThat(end(upload::complete)).isNull();
  }

  @Test
  void anotherSubjectsTicketDoesNothingWhateverElseIsWrong() {
    upload.send();

    assertThat(ends("mallory", ticket)).containsOnly(ErrorCode.TICKET_OF_ANOTHER_SUBJECT);
    assertThat(ends(null, ticket)).containsOnly(ErrorCode.TICKET_OF_ANOTHER_SUBJECT);
    upload.now = upload.claims.expiresAt();
    assertThat(ends("mallory", ticket)).containsOnly(ErrorCode.TICKET_OF_ANOTHER_SUBJECT);
    assertThat(ends("mallory", ticket + "x")).containsOnly(ErrorCode.INVALID_TICKET);
    assertThat(upload.store.uploads).hasSize(1);
  }

  @Test
  void aTicketOfAPutHasNoParts() {
    UploadGrant put =
        upload.grants.grant(TestGrants.request().kind(GrantKind.PRESIGNED_PUT).build());
    String ofPut = Objects.requireNonNull(put.ticket()).value();
    upload.store.seam.calls.clear();

    assertThat(end(() -> completions.parts(ofPut, List.of(1), "alice")))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(completions.status(ofPut, "alice"))
        .isEqualTo(new UploadStatus(GrantKind.PRESIGNED_PUT, State.WAITING, null));
    assertThat(end(() -> completions.complete(ofPut, upload.listed(), "alice")))
        .isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
    completions.abort(ofPut, "alice");
    assertThat(upload.store.seam.calls).containsOnly("look");
  }

  @Test
  void whatDiffersIsRemovedAndNoStatusShowsIt() {
    upload.store.otherwise =
        PartsInMemory.object(upload.claims, SentInParts.SIZE - 1, "image/png", "\"short\"");
    upload.send();

    assertThat(end(upload::complete)).isEqualTo(ErrorCode.OBJECT_DIFFERS);

    assertThat(upload.store.objects).isEmpty();
    assertThat(end(this::status)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
    assertThat(end(upload::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
    upload.abort();
    assertThat(upload.told).containsExactly("rejected", "aborted");
  }

  /** Else whoever counts what is under way counts it for ever. */
  @Test
  void anUploadWhoseKeyIsTakenEndsAsAborted() {
    upload.send();
    upload.store.objects.put(
        upload.claims.key(),
        new StoredObject("another's", 1, "image/png", "", "\"x\"", null, Map.of(), TestGrants.NOW));

    assertThat(end(upload::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);

    assertThat(upload.store.uploads).isEmpty();
    assertThat(upload.told).containsExactly("aborted");
  }

  @Test
  void contentIsLookedAtToo() {
    SentInParts checked =
        new SentInParts(
            Repeated.SUCCEEDS,
            SentInParts.profile().completion(CompletionSettings.completion().checkContent()));
    assertThat(checked.grant.enforced())
        .containsEntry(UploadConstraint.CONTENT, EnforcedBy.COMPLETION);
    checked.store.head = "<html".getBytes(StandardCharsets.US_ASCII);
    checked.send();

    assertThatThrownBy(checked::complete)
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageContaining("was removed");
    assertThat(checked.store.objects).isEmpty();
    assertThat(checked.store.uploads).isEmpty();
    assertThat(checked.accepted).isEmpty();
  }

  @Test
  void aTicketComesWithTheKindAlone() {
    SentInParts plain =
        new SentInParts(
            Repeated.SUCCEEDS, TestGrants.any(GrantKind.MULTIPART).validFor(Duration.ofDays(3)));

    assertThat(plain.claims.expiresAt()).isEqualTo(TestGrants.NOW.plus(Duration.ofDays(3)));
    assertThat(plain.claims.grantExpiresAt()).isEqualTo(plain.claims.expiresAt());
    assertThat(plain.claims.parts()).isEqualTo(plain.grant.plan());
  }

  @Test
  void partsAreSignedAgainAfterTheirUrlsButNotBeyondTheTicket() {
    upload.now = upload.grant.expiresAt().plusSeconds(1);
    SignedParts again = completions.parts(ticket, List.of(3, 1), "alice");

    assertThat(again.parts()).extracting("partNumber").containsExactly(3, 1);
    assertThat(again.parts()).extracting("size").containsExactly(7L, PartPlan.MIN_PART_SIZE);
    assertThat(again.expiresAt()).isAfter(upload.now).isBefore(upload.claims.expiresAt());

    upload.now = upload.claims.expiresAt().minusMillis(90_500);
    assertThat(completions.parts(ticket, List.of(1), "alice").expiresAt())
        .isBetween(upload.now, upload.claims.expiresAt());
    upload.now = upload.claims.expiresAt().minusMillis(1);
    SignedParts last = completions.parts(ticket, List.of(1), "alice");
    assertThat(last.expiresAt()).isEqualTo(upload.claims.expiresAt());
    assertThat(last.parts().get(0).url()).contains("X-Amz-Expires=1&");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 4, 10_000, 10_001})
  void noPartIsSignedThatTheFileDoesNotHave(int number) {
    assertThat(end(() -> completions.parts(ticket, List.of(1, number), "alice")))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void oneCallSignsOneToAThousandParts() {
    SentInParts large = SentInParts.ofSize(1_001 * PartPlan.MIN_PART_SIZE);
    List<Integer> thousand = IntStream.rangeClosed(2, 1_001).boxed().toList();

    assertThat(large.grant.parts()).hasSize(100);
    assertThat(large.completions.parts(large.ticket, thousand, "alice").parts()).hasSize(1_000);
    for (List<Integer> numbers :
        List.of(
            List.<Integer>of(),
            List.of(1, 1),
            IntStream.rangeClosed(1, 1_001).boxed().toList(),
            Collections.nCopies(1_000, 7))) {
      assertThat(end(() -> large.completions.parts(large.ticket, numbers, "alice")))
          .isEqualTo(ErrorCode.INVALID_REQUEST);
    }
  }

  /** As by a store that shows the object first, and removes the parts one by one. */
  @Test
  void partsThatGoWhileAnotherCallCompletesThemAreNotMissing() {
    upload.send();
    String id = upload.grant.plan().uploadId();
    CompletedUpload first = upload.complete();
    upload.store.start(upload.grant.plan());
    upload.store.send(id, new StoredPart(3, 7, tag(3), null));

    assertThat(upload.complete()).isEqualTo(first);
    assertThat(upload.told).containsExactly("completed", "completed");
  }
}
