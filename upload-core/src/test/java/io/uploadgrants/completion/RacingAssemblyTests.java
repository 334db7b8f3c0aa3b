package io.uploadgrants.completion;

import static io.uploadgrants.completion.SentInParts.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.completion.Interleavings.Race;
import io.uploadgrants.completion.PartsInMemory.Repeated;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two calls for one upload, in every order that their requests to the store can have. */
class RacingAssemblyTests {

  /** An upload, and how the two calls for it ended. */
  private static final class Raced implements Supplier<Race> {

    private final SentInParts upload;
    private final Runnable first;
    private final Runnable second;
    private @Nullable ErrorCode firstEnd;
    private @Nullable ErrorCode secondEnd;

    Raced(SentInParts upload, Runnable first, Runnable second) {
      this.upload = upload;
      this.first = first;
      this.second = second;
    }

    @Override
    public Race get() {
      return new Race(
          upload.store.seam, () -> firstEnd = end(first), () -> secondEnd = end(second));
    }

    /** What was accepted is what is there, and parts are nowhere once the upload is over. */
    void assertSound() {
      for (CompletedUpload accepted : upload.accepted) {
        StoredObject there = upload.store.objects.get(upload.grant.key());
        assertThat(there).as("what was accepted").isNotNull();
        assertThat(there.etag()).isEqualTo(accepted.etag());
        assertThat(there.size()).isEqualTo(accepted.size());
      }
      assertThat(upload.accepted.stream().distinct()).hasSizeLessThanOrEqualTo(1);
      if (!upload.accepted.isEmpty()) {
        assertThat(upload.told).as("no end but one").containsOnly("completed");
      }
    }

    void assertNothingLeft() {
      assertThat(upload.store.uploads).isEmpty();
      assertThat(upload.store.objects).isEmpty();
    }
  }

  private static int race(
      Supplier<SentInParts> upload,
      Consumer<SentInParts> first,
      Consumer<SentInParts> second,
      Consumer<Raced> after) {
    return Interleavings.every(
        () -> {
          SentInParts started = upload.get();
          return new Raced(started, () -> first.accept(started), () -> second.accept(started));
        },
        raced -> {
          raced.assertSound();
          after.accept(raced);
        });
  }

  @ParameterizedTest
  @EnumSource
  void whoCompletesTwiceAtOnceGetsOneAnswer(Repeated repeated) {
    int orders =
        race(
            () -> new SentInParts(repeated).send(),
            SentInParts::complete,
            SentInParts::complete,
            raced -> {
              assertThat(raced.firstEnd).isNull();
              assertThat(raced.secondEnd).isNull();
              assertThat(raced.upload.accepted).hasSize(2);
              assertThat(raced.upload.store.uploads).isEmpty();
            });

    assertThat(orders).isGreaterThan(15);
  }

  @ParameterizedTest
  @EnumSource
  void ofCompletingAndAbortingOneWins(Repeated repeated) {
    int orders =
        race(
            () -> new SentInParts(repeated).send(),
            SentInParts::complete,
            SentInParts::abort,
            raced -> {
              if (raced.firstEnd == null) {
                assertThat(raced.secondEnd).isEqualTo(ErrorCode.ALREADY_COMPLETED);
                assertThat(raced.upload.store.uploads).isEmpty();
              } else {
                assertThat(raced.firstEnd).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
                assertThat(raced.secondEnd).isNull();
                raced.assertNothingLeft();
              }
            });

    assertThat(orders).isGreaterThan(15);
  }

  @ParameterizedTest
  @EnumSource
  void aPartThatArrivesWhileItsUploadIsAbortedLeavesNothing(Repeated repeated) {
    race(
        () -> new SentInParts(repeated),
        SentInParts::abort,
        upload -> upload.send(2, "\"late\""),
        raced -> {
          assertThat(raced.firstEnd).isNull();
          raced.assertNothingLeft();
        });
  }

  /** Its holder may still send what differs from what it has listed. */
  @ParameterizedTest
  @EnumSource
  void aPartThatIsSentAgainIsInTheObjectOnlyAsItWasListed(Repeated repeated) {
    race(
        () -> new SentInParts(repeated).send(),
        SentInParts::complete,
        upload -> upload.send(2, "\"another\""),
        raced -> {
          assertThat(raced.firstEnd).isIn(null, ErrorCode.PARTS_MISSING);
          if (raced.firstEnd == null) {
            assertThat(raced.upload.accepted.get(0).etag()).contains("part2");
          } else {
            assertThat(raced.upload.store.uploads).as("nothing is lost").hasSize(1);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void abortingTwiceAtOnceIsAbortingOnce(Repeated repeated) {
    race(
        () -> new SentInParts(repeated).send(),
        SentInParts::abort,
        SentInParts::abort,
        raced -> {
          assertThat(raced.firstEnd).isNull();
          assertThat(raced.secondEnd).isNull();
          raced.assertNothingLeft();
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatDiffersIsAcceptedByNeitherOfTwo(Repeated repeated) {
    race(
        () -> differing(repeated),
        SentInParts::complete,
        SentInParts::complete,
        raced -> {
          assertThat(raced.upload.accepted).isEmpty();
          assertThat(raced.firstEnd).isIn(ErrorCode.OBJECT_DIFFERS, ErrorCode.NO_SUCH_UPLOAD);
          assertThat(raced.secondEnd).isIn(ErrorCode.OBJECT_DIFFERS, ErrorCode.NO_SUCH_UPLOAD);
          assertThat(raced.upload.told).contains("rejected");
          raced.assertNothingLeft();
        });
  }

  private static SentInParts differing(Repeated repeated) {
    SentInParts upload = new SentInParts(repeated).send();
    upload.store.otherwise =
        PartsInMemory.object(upload.claims, SentInParts.SIZE, "text/html", "\"page\"");
    return upload;
  }

  /** The checksum was of the file with the part that came last. */
  @ParameterizedTest
  @EnumSource
  void aRejectionIsNotToldOfWhatAnotherCallHasAccepted(Repeated repeated) {
    race(
        () -> {
          SentInParts upload = new SentInParts(repeated).send();
          upload.store.declaredFalsely = true;
          return upload;
        },
        SentInParts::complete,
        upload -> {
          upload.store.seam.through("send", () -> upload.store.declaredFalsely = false);
          upload.complete();
        },
        raced -> {
          boolean acceptedOne = !raced.upload.accepted.isEmpty();
          assertThat(raced.upload.told.contains("rejected")).isNotEqualTo(acceptedOne);
          assertThat(raced.upload.store.uploads).isEmpty();
        });
  }
}
