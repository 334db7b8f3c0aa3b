package io.uploadgrants.completion;

import static io.uploadgrants.completion.SentInParts.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.completion.Interleavings.Race;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two calls for one upload that is moved, in every order with few changes between them. */
class RacingMoveTests {

  /** How often one call is stopped and the other goes on; all orders would take hours. */
  private static final int CHANGES = 3;

  /** An upload, and how the two calls for it ended. */
  private static final class Raced implements Supplier<Race> {

    private final MovedUpload upload;
    private final Consumer<MovedUpload> first;
    private final Consumer<MovedUpload> second;
    private @Nullable ErrorCode firstEnd;
    private @Nullable ErrorCode secondEnd;

    Raced(MovedUpload upload, Consumer<MovedUpload> first, Consumer<MovedUpload> second) {
      this.upload = upload;
      this.first = first;
      this.second = second;
    }

    @Override
    public Race get() {
      return new Race(
          upload.store.seam,
          () -> firstEnd = end(() -> first.accept(upload)),
          () -> secondEnd = end(() -> second.accept(upload)));
    }

    /** What was accepted is what is there, once, and nothing that was begun is left. */
    void assertSound() {
      for (CompletedUpload accepted : upload.accepted) {
        StoredObject there = upload.moved();
        assertThat(there).as("what was accepted").isNotNull();
        assertThat(there.etag()).isEqualTo(accepted.etag());
        assertThat(there.size()).isEqualTo(accepted.size());
      }
      assertThat(upload.accepted.stream().distinct()).hasSizeLessThanOrEqualTo(1);
      assertThat(upload.store.uploads).isEmpty();
    }
  }

  private static int race(
      Supplier<MovedUpload> upload,
      Consumer<MovedUpload> first,
      Consumer<MovedUpload> second,
      Consumer<Raced> after) {
    return Interleavings.every(
        CHANGES,
        () -> new Raced(upload.get(), first, second),
        raced -> {
          raced.assertSound();
          after.accept(raced);
        });
  }

  @Test
  void whoCompletesTwiceAtOnceGetsOneAnswer() {
    int orders =
        race(
            () -> MovedUpload.unread().send("\"a\""),
            MovedUpload::complete,
            MovedUpload::complete,
            raced -> {
              assertThat(raced.firstEnd).isNull();
              assertThat(raced.secondEnd).isNull();
              assertThat(raced.upload.accepted).hasSize(2);
              assertThat(raced.upload.store.objects).hasSize(1);
            });

    assertThat(orders).isGreaterThan(200);
  }

  @Test
  void ofCompletingAndAbortingOneWins() {
    int orders =
        race(
            () -> MovedUpload.unread().send("\"a\""),
            MovedUpload::complete,
            MovedUpload::abort,
            raced -> {
              if (raced.firstEnd == null) {
                assertThat(raced.secondEnd).isEqualTo(ErrorCode.ALREADY_COMPLETED);
                assertThat(raced.upload.told).containsOnly("completed");
              } else {
                assertThat(raced.firstEnd)
                    .isIn(ErrorCode.NO_SUCH_UPLOAD, ErrorCode.ISSUANCE_FAILED);
                assertThat(raced.secondEnd).isNull();
                assertThat(raced.upload.store.objects).isEmpty();
                assertThat(raced.upload.told).containsOnly("aborted");
              }
            });

    assertThat(orders).isGreaterThan(100);
  }

  /** The form is valid while its object is looked at and moved. */
  @Test
  void whatReplacesTheObjectMeanwhileIsAcceptedAsItIsOrNotAtAll() {
    race(
        () -> new MovedUpload().send("\"a\""),
        MovedUpload::complete,
        upload -> upload.store.seam.through("send", () -> upload.send("\"b\"")),
        raced -> {
          assertThat(raced.firstEnd).isNull();
          assertThat(raced.upload.accepted).hasSize(1);
        });
  }

  @Test
  void aPageThatReplacesTheObjectMeanwhileIsNeverAccepted() {
    race(
        () -> new MovedUpload().send("\"a\""),
        MovedUpload::complete,
        upload -> upload.store.seam.through("send", () -> upload.sendPage("\"a\"")),
        raced -> {
          assertThat(raced.firstEnd).isIn(null, ErrorCode.OBJECT_DIFFERS);
          StoredObject moved = raced.upload.moved();
          assertThat(moved == null).isEqualTo(raced.firstEnd != null);
          assertThat(raced.upload.store.heads).doesNotContainKey(raced.upload.destination());
        });
  }

  /** Of a rejection and an acceptance one wins, as long as nothing is sent afterwards. */
  @Test
  void whatWasRejectedIsNotAcceptedByAnotherCall() {
    race(
        () -> MovedUpload.unread().send("\"a\""),
        MovedUpload::complete,
        upload -> {
          upload.store.seam.through("send", () -> upload.sendText("\"b\""));
          upload.complete();
        },
        raced -> {
          if (raced.upload.told.contains("rejected")) {
            assertThat(raced.upload.accepted).isEmpty();
            assertThat(raced.upload.store.objects).isEmpty();
          }
        });
  }

  @Test
  void twoObjectsOfOneGrantBecomeOne() {
    race(
        () -> MovedUpload.unread().send("\"a\""),
        MovedUpload::complete,
        upload -> {
          upload.store.seam.through("send", () -> upload.send("\"b\""));
          upload.complete();
        },
        raced -> {
          assertThat(raced.firstEnd).isNull();
          assertThat(raced.secondEnd).isNull();
          assertThat(raced.upload.store.objects).hasSize(1);
        });
  }

  @Test
  void abortingTwiceAtOnceIsAbortingOnce() {
    race(
        () -> MovedUpload.unread().send("\"a\""),
        MovedUpload::abort,
        MovedUpload::abort,
        raced -> {
          assertThat(raced.firstEnd).isNull();
          assertThat(raced.secondEnd).isNull();
          assertThat(raced.upload.store.objects).isEmpty();
        });
  }
}
