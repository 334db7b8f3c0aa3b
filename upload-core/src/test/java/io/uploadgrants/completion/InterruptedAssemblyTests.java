package io.uploadgrants.completion;

import static io.uploadgrants.completion.SentInParts.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.TestGrants;
import io.uploadgrants.completion.PartsInMemory.Repeated;
import io.uploadgrants.completion.Seam.Stop;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Uploads in parts stopped at each call to the store, before it or after it, and asked again. */
class InterruptedAssemblyTests {

  /** More than any call here takes. */
  private static final int CALLS = 12;

  /** Makes a call fail at each of its steps in turn, on a fresh upload each time. */
  private static void stopped(
      Supplier<SentInParts> upload, Consumer<SentInParts> call, Consumer<Interrupted> askedAgain) {
    int stops = 0;
    for (int step = 0; step < CALLS; step++) {
      for (boolean lost : new boolean[] {false, true}) {
        SentInParts started = upload.get();
        started.store.seam.failAt(new Stop(step, lost));
        ErrorCode end = end(() -> call.accept(started));
        if (!started.store.seam.isPending()) {
          stops++;
          askedAgain.accept(new Interrupted(started, end));
          for (CompletedUpload accepted : started.accepted) {
            StoredObject there = started.store.objects.get(started.grant.key());
            assertThat(there).isNotNull();
            assertThat(there.etag()).isEqualTo(accepted.etag());
          }
        }
      }
    }
    assertThat(stops).as("calls that were stopped, twice each").isGreaterThanOrEqualTo(6);
  }

  /** An upload, and how the call ended that was stopped. */
  private record Interrupted(SentInParts upload, @Nullable ErrorCode end) {

    void assertNothingLeft() {
      assertThat(upload.store.uploads).isEmpty();
      assertThat(upload.store.objects).isEmpty();
      assertThat(upload.accepted).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCompletionIsFinishedWhenAskedAgain(Repeated repeated) {
    stopped(
        () -> new SentInParts(repeated).send(),
        SentInParts::complete,
        then -> {
          assertThat(then.end()).isIn(null, ErrorCode.ISSUANCE_FAILED);
          CompletedUpload completed = then.upload().complete();

          assertThat(completed.size()).isEqualTo(SentInParts.SIZE);
          assertThat(completed.etag()).isEqualTo("\"part1+part2+part3-3\"");
          assertThat(then.upload().accepted.stream().distinct()).hasSize(1);
          assertThat(then.upload().store.uploads).isEmpty();
          assertThat(end(then.upload()::abort)).isEqualTo(ErrorCode.ALREADY_COMPLETED);
        });
  }

  /** Then its holder need not even ask again. */
  @ParameterizedTest
  @EnumSource
  void whereOnlyTheAnswerWasLostTheObjectItselfAnswers(Repeated repeated) {
    SentInParts upload = new SentInParts(repeated).send();
    upload.store.seam.failAt(new Stop(1, true));

    assertThat(upload.complete().size()).isEqualTo(SentInParts.SIZE);
    assertThat(upload.store.seam.calls).contains("assemble").endsWith("look");
  }

  @ParameterizedTest
  @EnumSource
  void anAbortionIsFinishedWhenAskedAgain(Repeated repeated) {
    stopped(
        () -> new SentInParts(repeated).send(),
        SentInParts::abort,
        then -> {
          assertThat(then.end()).isEqualTo(ErrorCode.ISSUANCE_FAILED);
          assertThat(end(then.upload()::abort)).isNull();

          then.assertNothingLeft();
          assertThat(then.upload().told).containsExactly("aborted");
          assertThat(end(then.upload()::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
        });
  }

  /** A client that loses patience. */
  @ParameterizedTest
  @EnumSource
  void whatWasStoppedCanBeAborted(Repeated repeated) {
    stopped(
        () -> new SentInParts(repeated).send(),
        SentInParts::complete,
        then -> {
          ErrorCode aborted = end(then.upload()::abort);
          assertThat(aborted).isIn(null, ErrorCode.ALREADY_COMPLETED);
          if (aborted == null) {
            then.assertNothingLeft();
          } else {
            assertThat(then.upload().store.uploads).isEmpty();
            assertThat(end(then.upload()::complete)).isNull();
          }
        });
  }

  /** An abortion that failed may have left it whole, and may not. */
  @ParameterizedTest
  @EnumSource
  void whatWasNotAbortedCanBeCompleted(Repeated repeated) {
    stopped(
        () -> new SentInParts(repeated).send(),
        SentInParts::abort,
        then -> {
          ErrorCode completed = end(then.upload()::complete);
          assertThat(completed).isIn(null, ErrorCode.NO_SUCH_UPLOAD);
          assertThat(then.upload().store.uploads).isEmpty();
          assertThat(then.upload().store.objects).hasSize(completed == null ? 1 : 0);
        });
  }

  static Stream<Consumer<SentInParts>> lies() {
    return Stream.of(
        upload -> upload.store.declaredFalsely = true,
        upload -> becomes(upload, SentInParts.SIZE + 1, "image/png"),
        upload -> becomes(upload, SentInParts.SIZE, "text/html"));
  }

  private static void becomes(SentInParts upload, long size, String type) {
    upload.store.otherwise = PartsInMemory.object(upload.claims, size, type, "\"other\"");
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aRejectionIsFinishedWhenAskedAgainAndStays(Consumer<SentInParts> lie) {
    for (Repeated repeated : Repeated.values()) {
      stopped(
          () -> {
            SentInParts upload = new SentInParts(repeated).send();
            lie.accept(upload);
            return upload;
          },
          SentInParts::complete,
          then -> {
            assertThat(then.end()).isIn(ErrorCode.ISSUANCE_FAILED, ErrorCode.OBJECT_DIFFERS);
            ErrorCode again = end(then.upload()::complete);
            assertThat(again).isIn(ErrorCode.OBJECT_DIFFERS, ErrorCode.NO_SUCH_UPLOAD);

            then.assertNothingLeft();
            assertThat(end(then.upload()::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
          });
    }
  }

  @Test
  void aKeyThatAnotherObjectHasIsNotTakenAndItsPartsAreRemoved() {
    SentInParts upload = new SentInParts(Repeated.SUCCEEDS).send();
    StoredObject anothers =
        new StoredObject("another", 5, "image/png", "", "\"a\"", null, Map.of(), TestGrants.NOW);
    upload.store.objects.put(upload.grant.key(), anothers);

    assertThat(end(upload::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);

    assertThat(upload.store.uploads).isEmpty();
    assertThat(upload.store.objects.values()).containsExactly(anothers);
    assertThat(end(upload::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
    assertThat(end(upload::abort)).isNull();
    assertThat(upload.store.objects.values()).containsExactly(anothers);
  }

  @Test
  void eachCallIsMadeOnce() {
    SentInParts upload = new SentInParts(Repeated.SUCCEEDS).send();
    upload.store.seam.calls.clear();

    upload.complete();

    assertThat(upload.store.seam.calls).isEqualTo(List.of("parts", "assemble", "look"));
  }
}
