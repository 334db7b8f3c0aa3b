package io.uploadgrants.completion;

import static io.uploadgrants.completion.SentInParts.end;
import static io.uploadgrants.completion.SentInParts.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.PartPlan;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.completion.PartsInMemory.Repeated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts that a client says it has sent, held against those that the store has. */
class ListedPartsTests {

  private final SentInParts upload = new SentInParts(Repeated.SUCCEEDS);

  /** Whatever a client lists, nothing comes of it that wasn't asked for, and nothing is lost. */
  @AfterEach
  void eitherThePartsAreThereOrTheObjectIs() {
    assertThat(upload.store.uploads.size() + upload.store.objects.size()).isEqualTo(1);
    assertThat(upload.accepted).hasSameSizeAs(upload.store.objects.values());
  }

  private static UploadedPart part(int number, String etag) {
    return new UploadedPart(number, etag);
  }

  private UploadRefusedException refusal(UploadedPart... listed) {
    return catchThrowableOfType(
        UploadRefusedException.class,
        () -> upload.completions.complete(upload.ticket, List.of(listed), "alice"));
  }

  private void assertMissing(UploadRefusedException refusal, Integer... numbers) {
    assertThat(refusal.code()).isEqualTo(ErrorCode.PARTS_MISSING);
    assertThat(refusal.given()).isEqualTo(List.of(numbers));
    assertThat(refusal.limit()).isEqualTo(3);
    assertThat(upload.store.seam.calls).doesNotContain("assemble", "abort", "remove");
  }

  private void assertInvalid(UploadRefusedException refusal) {
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refusal).hasMessageContaining("1 to 3");
    assertThat(upload.store.seam.calls).doesNotContain("parts", "assemble", "abort");
  }

  @Test
  void beforeAnyPartAllAreMissing() {
    assertMissing(refusal(), 1, 2, 3);
    assertMissing(refusal(part(1, tag(1)), part(2, tag(2)), part(3, tag(3))), 1, 2, 3);
    assertThat(refusal()).hasMessageContaining("3 of 3 parts").hasMessageContaining("1, 2, 3;");
  }

  @Test
  void thoseThatWereNotListedAreMissing() {
    upload.send();

    assertMissing(refusal(), 1, 2, 3);
    assertMissing(refusal(part(3, tag(3)), part(1, tag(1))), 2);
    assertThat(upload.complete().size()).isEqualTo(SentInParts.SIZE);
  }

  @Test
  void thoseThatWereNotSentAreMissing() {
    upload.send(1, tag(1));
    upload.send(3, tag(3));

    assertMissing(refusal(part(1, tag(1)), part(2, tag(2)), part(3, tag(3))), 2);
    upload.send(2, tag(2));
    assertThat(upload.complete().size()).isEqualTo(SentInParts.SIZE);
  }

  @Test
  void thoseWithAnotherEntityTagAreMissing() {
    upload.send();

    assertMissing(refusal(part(1, tag(2)), part(2, tag(1)), part(3, "")), 1, 2, 3);
    assertMissing(refusal(part(1, tag(1)), part(2, "\"part2"), part(3, "\"")), 2, 3);
    assertMissing(refusal(part(1, tag(1)), part(2, tag(2)), part(3, "PART3")), 3);
  }

  /** Its URL has signed a length, and another store may not have heeded that. */
  @ParameterizedTest
  @ValueSource(longs = {0, 6, 8, 5 << 20})
  void thoseWithAnotherSizeAreMissing(long size) {
    upload.send();
    upload.store.send(upload.grant.plan().uploadId(), new StoredPart(3, size, tag(3), null));

    assertMissing(refusal(part(1, tag(1)), part(2, tag(2)), part(3, tag(3))), 3);
  }

  @Test
  void thoseThatTheFileDoesNotHaveAreLeftOut() {
    upload.send();
    upload.store.send(upload.grant.plan().uploadId(), new StoredPart(4, 7, "\"more\"", null));
    upload.store.send(upload.grant.plan().uploadId(), new StoredPart(0, 7, "\"less\"", null));

    assertThat(upload.complete().etag()).isEqualTo("\"part1+part2+part3-3\"");
  }

  @Test
  void theirOrderDoesNotMatter() {
    upload.send();
    List<UploadedPart> reversed = new ArrayList<>(upload.listed());
    Collections.reverse(reversed);

    assertThat(upload.completions.complete(upload.ticket, reversed, "alice").etag())
        .isEqualTo("\"part1+part2+part3-3\"");
  }

  /** As clients have them that read them in turn from headers and from a list. */
  @Test
  void entityTagsMayHaveTheirQuotesOrNot() {
    upload.send();

    assertThat(
            upload
                .completions
                .complete(
                    upload.ticket,
                    List.of(part(1, "part1"), part(2, tag(2)), part(3, "part3")),
                    "alice")
                .size())
        .isEqualTo(SentInParts.SIZE);
  }

  @Test
  void noneIsListedTwice() {
    upload.send();

    assertInvalid(refusal(part(1, tag(1)), part(1, tag(1)), part(2, tag(2)), part(3, tag(3))));
    assertInvalid(refusal(part(1, tag(1)), part(1, "other"), part(2, tag(2)), part(3, tag(3))));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 4, 10_000, 10_001, Integer.MAX_VALUE})
  void noneIsListedThatTheFileDoesNotHave(int number) {
    upload.send();

    assertInvalid(refusal(part(1, tag(1)), part(2, tag(2)), part(3, tag(3)), part(number, "more")));
  }

  @Test
  void aTextNamesTenPartsAndTheRestByTheirCount() {
    SentInParts many = SentInParts.ofSize(25 * PartPlan.MIN_PART_SIZE);

    UploadRefusedException refusal =
        catchThrowableOfType(
            UploadRefusedException.class, () -> many.completions.complete(many.ticket, "alice"));

    assertThat(refusal).hasMessageContaining("25 of 25").hasMessageContaining("10, …;");
    assertThat((List<?>) refusal.given()).hasSize(25);
  }

  @Test
  void whatIsListedAfterCompletionMattersNoMore() {
    upload.send().complete();
    upload.accepted.clear();

    assertThat(upload.completions.complete(upload.ticket, "alice").etag())
        .isEqualTo("\"part1+part2+part3-3\"");
    assertThat(refusal(part(9, "x")).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void anEndlesslyChangingPartIsAskedForAgainLater() {
    upload.send();
    upload.store.restless = true;

    assertThat(end(upload::complete)).isEqualTo(ErrorCode.ISSUANCE_FAILED);

    assertThat(upload.store.seam.calls.stream().filter("assemble"::equals)).hasSize(5);
    upload.store.restless = false;
    assertThat(end(upload::complete)).isNull();
  }
}
