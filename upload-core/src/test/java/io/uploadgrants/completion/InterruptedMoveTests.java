package io.uploadgrants.completion;

import static io.uploadgrants.completion.SentInParts.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.PartPlan;
import io.uploadgrants.completion.Seam.Stop;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Moves stopped at each call to the store, before it or after it, and asked again. */
class InterruptedMoveTests {

  /** More than any call here takes. */
  private static final int CALLS = 20;

  private static void stopped(
      int atLeast,
      Supplier<MovedUpload> upload,
      Consumer<MovedUpload> call,
      Consumer<Interrupted> askedAgain) {
    int stops = 0;
    for (int step = 0; step < CALLS; step++) {
      for (boolean lost : new boolean[] {false, true}) {
        MovedUpload started = upload.get();
        started.store.seam.failAt(new Stop(step, lost));
        ErrorCode end = end(() -> call.accept(started));
        if (!started.store.seam.isPending()) {
          stops++;
          askedAgain.accept(new Interrupted(started, end));
        }
      }
    }
    assertThat(stops).as("calls that were stopped, twice each").isGreaterThanOrEqualTo(atLeast);
  }

  /** An upload, and how the call ended that was stopped. */
  private record Interrupted(MovedUpload upload, @Nullable ErrorCode end) {

    void assertNothingLeft() {
      assertThat(upload.store.uploads).isEmpty();
      assertThat(upload.store.objects).isEmpty();
      assertThat(upload.accepted).isEmpty();
    }

    void assertAcceptedOnce() {
      assertThat(upload.accepted.stream().distinct()).hasSize(1);
      CompletedUpload accepted = upload.accepted.get(0);
      assertThat(upload.store.objects).containsOnlyKeys(accepted.key());
      assertThat(Objects.requireNonNull(upload.moved()).etag()).isEqualTo(accepted.etag());
      assertThat(upload.store.uploads).isEmpty();
      assertThat(upload.told).containsOnly("completed");
    }
  }

  @Test
  void aMoveIsFinishedWhenAskedAgain() {
    stopped(
        18,
        () -> new MovedUpload().send("\"a\""),
        MovedUpload::complete,
        then -> {
          assertThat(then.end()).isIn(null, ErrorCode.ISSUANCE_FAILED);

          assertThat(then.upload().complete().etag()).contains("copied-a");

          then.assertAcceptedOnce();
          assertThat(end(then.upload()::abort)).isEqualTo(ErrorCode.ALREADY_COMPLETED);
        });
  }

  @Test
  void aMoveOfManyPartsIsFinishedWhenAskedAgain() {
    stopped(
        20,
        () -> new MovedUpload(PartPlan.MIN_PART_SIZE).send(2 * PartPlan.MIN_PART_SIZE + 1, "\"a\""),
        MovedUpload::complete,
        then -> {
          assertThat(then.upload().complete().etag()).endsWith("-3\"");

          then.assertAcceptedOnce();
        });
  }

  /** The holder sends something else before it asks again. */
  @Test
  void whatIsSentAfterAStoppedMoveIsAcceptedOnlyWhereNothingWasBefore() {
    stopped(
        18,
        () -> new MovedUpload().send("\"a\""),
        MovedUpload::complete,
        then -> {
          CompletedUpload first =
              then.upload().accepted.isEmpty() ? null : then.upload().accepted.get(0);
          boolean moved = then.upload().moved() != null;

          CompletedUpload completed = then.upload().send("\"b\"").complete();

          assertThat(completed.etag()).contains(moved ? "copied-a" : "copied-b");
          assertThat(completed).isIn(first, completed);
          then.assertAcceptedOnce();
        });
  }

  @Test
  void aPageThatIsSentAfterAStoppedMoveIsNeverAccepted() {
    stopped(
        18,
        () -> new MovedUpload().send("\"a\""),
        MovedUpload::complete,
        then -> {
          boolean moved = then.upload().moved() != null;

          ErrorCode end = end(then.upload().sendPage("\"b\"")::complete);

          assertThat(end).isEqualTo(moved ? null : ErrorCode.OBJECT_DIFFERS);
          assertThat(then.upload().accepted.stream().map(CompletedUpload::etag))
              .allMatch(etag -> etag.contains("copied-a"));
          assertThat(then.upload().store.objects).hasSize(moved ? 1 : 0);
          assertThat(then.upload().store.uploads).isEmpty();
        });
  }

  @Test
  void aRejectionIsFinishedWhenAskedAgainAndStays() {
    stopped(
        6,
        () -> new MovedUpload().sendPage("\"a\""),
        MovedUpload::complete,
        then -> {
          assertThat(then.end()).isIn(ErrorCode.ISSUANCE_FAILED, ErrorCode.OBJECT_DIFFERS);

          ErrorCode again = end(then.upload()::complete);

          assertThat(again).isIn(ErrorCode.OBJECT_DIFFERS, ErrorCode.NO_SUCH_UPLOAD);
          then.assertNothingLeft();
        });
  }

  @Test
  void anAbortionIsFinishedWhenAskedAgain() {
    stopped(
        8,
        () -> new MovedUpload().send("\"a\""),
        MovedUpload::abort,
        then -> {
          assertThat(then.end()).isEqualTo(ErrorCode.ISSUANCE_FAILED);
          assertThat(end(then.upload()::abort)).isNull();

          then.assertNothingLeft();
          assertThat(then.upload().told).containsExactly("aborted");
        });
  }

  /** A client that loses patience. */
  @Test
  void whatWasStoppedCanBeAborted() {
    stopped(
        18,
        () -> new MovedUpload().send("\"a\""),
        MovedUpload::complete,
        then -> {
          ErrorCode aborted = end(then.upload()::abort);

          assertThat(aborted).isIn(null, ErrorCode.ALREADY_COMPLETED);
          if (aborted == null) {
            then.assertNothingLeft();
          } else {
            assertThat(end(then.upload()::complete)).isNull();
            then.assertAcceptedOnce();
          }
        });
  }
}
