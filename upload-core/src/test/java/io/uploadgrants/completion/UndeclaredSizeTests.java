package io.uploadgrants.completion;

import static io.uploadgrants.completion.SentInParts.end;
import static io.uploadgrants.completion.SentInParts.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.uploadgrants.CompletionSettings;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.PartPlan;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.completion.PartsInMemory.Repeated;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads whose size the client doesn't declare: only the sum of their parts says it. */
class UndeclaredSizeTests {

  private static final long LEAST = PartPlan.MIN_PART_SIZE;
  private static final long MIN = 10;
  private static final long MAX = 3 * LEAST;

  private final SentInParts upload = upload(Repeated.SUCCEEDS);

  private static SentInParts upload(Repeated repeated) {
    return SentInParts.ofUndeclaredSize(repeated, SentInParts.profile().minSize(MIN).maxSize(MAX));
  }

  private List<UploadedPart> send(long... sizes) {
    List<UploadedPart> sent = new ArrayList<>();
    LongStream.of(sizes).forEach(size -> sent.add(upload.send(sent.size() + 1, size)));
    return sent;
  }

  private UploadRefusedException refusal(List<UploadedPart> listed) {
    return catchThrowableOfType(
        UploadRefusedException.class,
        () -> upload.completions.complete(upload.ticket, listed, "alice"));
  }

  private void assertMissing(List<UploadedPart> listed, int of, Integer... numbers) {
    UploadRefusedException refusal = refusal(listed);
    assertThat(refusal.code()).isEqualTo(ErrorCode.PARTS_MISSING);
    assertThat(refusal.given()).isEqualTo(List.of(numbers));
    assertThat(refusal.limit()).isEqualTo(of);
    assertThat(upload.store.seam.calls).doesNotContain("assemble", "abort", "remove");
    assertThat(upload.told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {MIN, LEAST - 1, LEAST, MAX})
  void aFileOfOnePartHasAnySizeOfTheProfile(long size) {
    assertThat(upload.completions.complete(upload.ticket, send(size), "alice").size())
        .isEqualTo(size);
  }

  @Test
  void theClientCutsTheFileAsItLikes() {
    List<UploadedPart> parts = send(LEAST, LEAST + 7, 3);

    assertThat(upload.completions.complete(upload.ticket, parts, "alice").size())
        .isEqualTo(2 * LEAST + 10);
    assertThat(upload.completions.complete(upload.ticket, parts, "alice").etag())
        .isEqualTo("\"part1+part2+part3-3\"");
  }

  /** Nothing is made of the parts of which a byte too many would come. */
  @ParameterizedTest
  @ValueSource(longs = {MIN - 1, MAX + 1, 5L << 30})
  void aSumThatTheProfileDoesNotAllowIsRemovedBeforeItIsAnObject(long size) {
    UploadRefusedException refusal = refusal(send(size));

    assertThat(refusal.code()).isEqualTo(ErrorCode.OBJECT_DIFFERS);
    assertThat(refusal.given()).isEqualTo(size);
    assertThat(refusal.limit()).isEqualTo(size < MIN ? MIN : MAX);
    assertThat(upload.store.seam.calls).contains("abort").doesNotContain("assemble");
    assertThat(upload.store.uploads).isEmpty();
    assertThat(upload.told).containsExactly("rejected");
    assertThat(refusal(List.of()).code()).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
  }

  @Test
  void theSumCountsNotTheSizeOfOne() {
    assertThat(refusal(send(LEAST, LEAST, LEAST + 1)).code()).isEqualTo(ErrorCode.OBJECT_DIFFERS);
    assertThat(upload.store.uploads).isEmpty();
  }

  /** A part can be sent again between the look at the parts and the word that completes them. */
  @Test
  void aPartThatGrowsMeanwhileIsLookedAtAgain() {
    List<UploadedPart> parts = send(LEAST, 7);
    upload.store.seam.before(
        "assemble",
        () ->
            upload.store.send(
                upload.grant.plan().uploadId(), new StoredPart(2, MAX, "\"grown\"", null)));

    assertThat(refusal(parts).code()).isEqualTo(ErrorCode.PARTS_MISSING);
    assertThat(upload.store.objects).isEmpty();
    assertThat(refusal(List.of(parts.get(0), new UploadedPart(2, "grown"))).code())
        .isEqualTo(ErrorCode.OBJECT_DIFFERS);
  }

  /** Whatever becomes of the parts in the store, what is accepted is what lies there. */
  @Test
  void anObjectThatIsLargerThanItsPartsIsRemoved() {
    upload.store.otherwise =
        PartsInMemory.object(upload.claims, MAX + 1, "image/png", "\"larger\"");

    assertThat(refusal(send(LEAST)).code()).isEqualTo(ErrorCode.OBJECT_DIFFERS);
    assertThat(upload.store.objects).isEmpty();
  }

  @Test
  void withoutAWordOfTheClientNothingIsComplete() {
    assertMissing(List.of(), 1, 1);
    List<UploadedPart> parts = send(LEAST, LEAST, 5);
    assertMissing(List.of(), 3, 1, 2, 3);
    assertMissing(parts.subList(0, 2), 3, 3);
    assertMissing(List.of(parts.get(0), parts.get(2)), 3, 2);
    assertMissing(parts.subList(2, 3), 3, 1, 2);
  }

  @Test
  void aPartThatTheStoreDoesNotHaveSoIsMissing() {
    List<UploadedPart> parts = send(LEAST, 5);

    assertMissing(List.of(parts.get(0), parts.get(1), new UploadedPart(3, tag(3))), 3, 2, 3);
    assertMissing(List.of(parts.get(0), new UploadedPart(2, tag(1))), 2, 2);
  }

  /** S3 refuses the whole then, and names no part. */
  @Test
  void onlyTheLastPartMayBeSmall() {
    List<UploadedPart> parts = send(LEAST, LEAST - 1, 5);

    assertMissing(parts, 3, 2);
    assertThat(refusal(parts)).hasMessageContaining("5 MiB");
    upload.send(2, LEAST);
    assertThat(refusal(parts)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 4, 10_000})
  void aPartBeyondTheMaximumSizeIsNone(int number) {
    List<UploadedPart> parts = send(MIN);
    parts.add(upload.send(number, 5));

    assertThat(refusal(parts).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(
            catchThrowableOfType(
                    UploadRefusedException.class,
                    () -> upload.completions.parts(upload.ticket, List.of(number), "alice"))
                .code())
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(progress().parts()).extracting(StoredPart::partNumber).containsExactly(1);
    assertThat(refusal(parts.subList(0, 1))).isNull();
  }

  private MultipartProgress progress() {
    return Objects.requireNonNull(upload.completions.status(upload.ticket, "alice").multipart());
  }

  @Test
  void aStatusSumsUpWhatWasSentAndRemovesNothing() {
    send(LEAST, LEAST, LEAST);
    assertThat(progress().parts()).extracting(StoredPart::size).containsOnly(LEAST);
    assertThat(progress().plan()).isEqualTo(upload.grant.plan());

    upload.send(3, LEAST + 1);
    UploadRefusedException refusal =
        catchThrowableOfType(
            UploadRefusedException.class, () -> upload.completions.status(upload.ticket, "alice"));

    assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(refusal.limit()).isEqualTo(MAX);
    assertThat(refusal.given()).isEqualTo(MAX + 1);
    assertThat(upload.store.seam.calls).doesNotContain("abort", "remove");
    upload.send(3, 1);
    assertThat(progress().parts()).hasSize(3);
    upload.abort();
    assertThat(upload.told).containsExactly("aborted");
    assertThat(upload.store.uploads).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void askedAgainItAnswersTheSameWhateverIsListedThen(Repeated repeated) {
    SentInParts again = upload(repeated);
    List<UploadedPart> parts = List.of(again.send(1, LEAST), again.send(2, 9));
    again.completions.complete(again.ticket, parts, "alice");

    assertThat(again.completions.complete(again.ticket, List.of(), "alice").size())
        .isEqualTo(LEAST + 9);
    assertThat(end(again::abort)).isEqualTo(ErrorCode.ALREADY_COMPLETED);
  }

  /** Else two calls with two lists could leave an object that neither has accepted. */
  @Test
  void aCallThatFindsTooLittleLeavesWhatAnotherHasCompleted() {
    List<UploadedPart> parts = send(MIN - 1);
    upload.store.seam.before(
        "abort",
        () -> {
          upload.send(1, MIN);
          upload.completions.complete(upload.ticket, parts, "alice");
        });

    assertThat(upload.completions.complete(upload.ticket, parts, "alice").size()).isEqualTo(MIN);
    assertThat(upload.told).containsOnly("completed");
  }

  @Test
  void aMovedFileIsSummedUpToo() {
    SentInParts moved =
        SentInParts.ofUndeclaredSize(
            Repeated.SUCCEEDS,
            SentInParts.profile()
                .maxSize(MAX)
                .completion(
                    CompletionSettings.completion().moveTo(ObjectKeyPolicy.perSubject("films"))));
    List<UploadedPart> parts = List.of(moved.send(1, LEAST), moved.send(2, 9));

    String key = moved.completions.complete(moved.ticket, parts, "alice").key();

    assertThat(key).startsWith("films/");
    assertThat(moved.store.objects).containsOnlyKeys(key);
  }
}
