package io.uploadgrants.completion;

import static io.uploadgrants.completion.SentInParts.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.PartPlan;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Moves that end otherwise than they began. */
class AbandonedMoveTests {

  private static final long MANY = 3 * PartPlan.MIN_PART_SIZE + 1;

  /** The answer to the start of the copy got lost; nobody knows its id. */
  @Test
  void aRejectionEndsWhatALostAnswerHasStarted() {
    MovedUpload upload = new MovedUpload().send("\"a\"");
    upload.store.seam.failAt(new Seam.Stop(2, true));
    assertThat(end(upload::complete)).isEqualTo(ErrorCode.ISSUANCE_FAILED);
    assertThat(upload.store.uploads).hasSize(1);

    assertThat(end(upload.sendPage("\"b\"")::complete)).isEqualTo(ErrorCode.OBJECT_DIFFERS);

    assertThat(upload.store.uploads).isEmpty();
  }

  /**
   * Its holder sends again, and again, or encrypted by a key of its own, so that S3 answers 400.
   */
  @Test
  void whatWasAcceptedStaysSoWhereTheSourceCannotBeLookedAt() {
    MovedUpload upload = new MovedUpload().send("\"a\"");
    CompletedUpload completed = upload.complete();
    upload.send("\"b\"").store.unreadable.add(upload.grant.key());

    assertThat(upload.complete()).isEqualTo(completed);

    MovedUpload other = new MovedUpload().send("\"a\"");
    other.store.unreadable.add(other.grant.key());
    assertThat(end(other::complete)).isEqualTo(ErrorCode.ISSUANCE_FAILED);
  }

  @Test
  void aMoveWhoseAnswerGotLostIsDone() {
    MovedUpload upload = new MovedUpload().send("\"a\"");
    upload.store.seam.failAt(new Seam.Stop(4, true));

    assertThat(upload.complete().etag()).contains("copied-a");

    assertThat(upload.store.seam.calls)
        .containsSubsequence("assemble", "lost: DONE", "look", "remove");
    assertThat(upload.store.objects).containsOnlyKeys(upload.destination());
  }

  /** In a bucket with versions, what was sent before comes to light. */
  @Test
  void abortingRemovesWhatWasSentBeforeToo() {
    MovedUpload upload = new MovedUpload().send("\"a\"");
    upload.store.older.put(
        upload.grant.key(), Objects.requireNonNull(upload.store.objects.get(upload.grant.key())));
    upload.send("\"b\"");

    upload.abort();

    assertThat(upload.store.objects).isEmpty();
    assertThat(end(upload::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
  }

  /** A part that arrives after its upload was aborted stays, and is paid for. */
  @Test
  void noPartIsUnderWayWhenItsUploadIsAborted() throws Exception {
    MovedUpload upload = new MovedUpload(PartPlan.MIN_PART_SIZE).send(MANY, "\"a\"");
    Thread asking = Thread.currentThread();
    AtomicInteger parts = new AtomicInteger();
    CountDownLatch others = new CountDownLatch(3);
    upload.store.seam.waitFor(
        () -> {
          if (Thread.currentThread() == asking) {
            return;
          }
          if (parts.incrementAndGet() == 1) {
            throw new IssuanceFailedException("The store doesn't answer", null);
          }
          pause();
          others.countDown();
        });

    assertThat(end(upload::complete)).isEqualTo(ErrorCode.ISSUANCE_FAILED);
    int callsThen = upload.store.seam.calls.size();
    others.await(2, TimeUnit.SECONDS);
    pause();

    assertThat(upload.store.seam.calls).hasSize(callsThen);
    List<String> calls = List.copyOf(upload.store.seam.calls);
    assertThat(calls.lastIndexOf("copyPart")).isLessThan(calls.indexOf("abort"));
    assertThat(upload.store.uploads).isEmpty();
  }

  /** As a request that the store works at, whatever its sender does. */
  private static void pause() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** What failed first is what the caller has to know. */
  @Test
  void whatFailsWhileAMoveIsEndedDoesNotHideWhy() {
    MovedUpload upload = new MovedUpload().send("\"a\"");
    IllegalStateException fault = new IllegalStateException("a fault in a client");
    upload.store.seam.before(
        "assemble",
        () -> {
          upload.store.seam.before(
              "abort",
              () -> {
                throw new IssuanceFailedException("The store doesn't answer", null);
              });
          throw fault;
        });

    Throwable thrown = null;
    try {
      upload.complete();
    } catch (RuntimeException failed) {
      thrown = failed;
    }

    assertThat(thrown).isSameAs(fault);
  }

  @Test
  @Timeout(30)
  void aCallerThatIsInterruptedIsToldSoAndTheUploadIsCompletedLater() throws Exception {
    MovedUpload upload = new MovedUpload(PartPlan.MIN_PART_SIZE).send(MANY, "\"a\"");
    Thread asking = Thread.currentThread();
    upload.store.seam.before(
        "copyPart",
        () -> {
          asking.interrupt();
          // Under way until the caller has given up.
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
        });

    assertThat(end(upload::complete)).isEqualTo(ErrorCode.ISSUANCE_FAILED);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(upload.store.uploads).isEmpty();
    assertThat(upload.complete().size()).isEqualTo(MANY);
  }
}
