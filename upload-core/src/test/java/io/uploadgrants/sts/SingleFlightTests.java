package io.uploadgrants.sts;

import static io.uploadgrants.TestGrants.NOW;
import static io.uploadgrants.sts.FakeSource.request;
import static io.uploadgrants.sts.FakeSource.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** However many threads want a session, one asks. */
@Timeout(120)
class SingleFlightTests {

  private static final int THREADS = 100;

  @Test
  void aHundredThreadsOfOneSubjectMakeOneCall() throws Exception {
    try (StubSts sts = new StubSts(NOW)) {
      SubjectSessions sessions = SubjectSessions.of(sts.role()).build();
      List<IssuedSession> all =
          Threads.together(THREADS, () -> sessions.session(request("alice"), NOW));
      assertThat(new HashSet<>(all)).hasSize(1);
      assertThat(sts.calls()).hasSize(1);
      assertThat(sessions.metrics()).isEqualTo(new SessionMetrics(99, 1, 0, 0, 0, 1));
    }
    Threads.assertNoneOfOursIsStuck();
  }

  @Test
  void subjectsDontWaitForEachOther() throws Exception {
    CountDownLatch all = new CountDownLatch(THREADS);
    AtomicInteger number = new AtomicInteger();
    FakeSource source =
        new FakeSource(
            (request, call) -> {
              all.countDown();
              try {
                assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return session(call, NOW.plus(request.duration()));
            });
    SubjectSessions sessions = SubjectSessions.of(source).timeout(Duration.ofMinutes(1)).build();
    Threads.together(
        THREADS, () -> sessions.session(request("subject-" + number.incrementAndGet()), NOW));
    assertThat(source.calls).hasValue(THREADS);
  }

  @Test
  void oneThreadRenewsAndNoneGetsTheOldSession() throws Exception {
    Instant late = NOW.plus(Duration.ofMinutes(46));
    for (int round = 0; round < 20; round++) {
      FakeSource source =
          new FakeSource(
              (request, call) -> session(call, (call == 1 ? NOW : late).plus(request.duration())));
      SubjectSessions sessions = SubjectSessions.of(source).build();
      IssuedSession old = sessions.session(request("alice"), NOW);
      List<IssuedSession> all =
          Threads.together(THREADS, () -> sessions.session(request("alice"), late));
      assertThat(all).doesNotContain(old);
      assertThat(new HashSet<>(all)).hasSize(1);
      assertThat(source.calls).hasValue(2);
    }
  }

  /** Whoever waits gets the failure; one who comes later asks once more. */
  @Test
  void aFailureWakesAllAndStartsNoStampede() throws Exception {
    CountDownLatch waiting = new CountDownLatch(THREADS);
    FakeSource source =
        new FakeSource(
            (request, call) -> {
              try {
                // All have come when the failure comes; the last steps of some may still be ahead.
                assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
                Thread.sleep(200);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              throw SdkClientException.create("refused for good");
            });
    SubjectSessions sessions = SubjectSessions.of(source).timeout(Duration.ofMinutes(1)).build();
    List<Throwable> all =
        Threads.together(
            THREADS,
            () ->
                catchThrowable(
                    () -> {
                      waiting.countDown();
                      sessions.session(request("alice"), NOW);
                    }));
    assertThat(all)
        .allSatisfy(
            each ->
                assertThat(((UploadException) each).code()).isEqualTo(ErrorCode.ISSUANCE_FAILED));
    assertThat(source.calls.get()).isBetween(1, 2);
    assertThat(sessions.metrics().size()).isZero();
  }

  @Test
  void manyThreadsAndForgettingKeepTheCountsRight() throws Exception {
    FakeSource source = new FakeSource();
    SubjectSessions sessions = SubjectSessions.of(source).maxSessions(10).build();
    AtomicInteger number = new AtomicInteger();
    Threads.together(
        16,
        () -> {
          for (int i = 0; i < 2_000; i++) {
            String subject = "subject-" + number.incrementAndGet() % 23;
            assertThat(sessions.session(request(subject), NOW)).isNotNull();
            if (i % 50 == 0) {
              sessions.forget(subject);
            }
          }
          return true;
        });
    SessionMetrics metrics = sessions.metrics();
    assertThat(metrics.hits() + metrics.misses()).isEqualTo(32_000);
    assertThat(metrics.misses()).isEqualTo(source.calls.get());
    assertThat(metrics.size()).isLessThanOrEqualTo(10);
  }

  @Test
  void eachWhoWaitsGetsAnExceptionOfItsOwn() throws Exception {
    CountDownLatch waiting = new CountDownLatch(2);
    FakeSource source =
        new FakeSource(
            (request, call) -> {
              await(waiting);
              pause(200);
              throw SdkClientException.create("refused for good");
            });
    SubjectSessions sessions = SubjectSessions.of(source).timeout(Duration.ofMinutes(1)).build();
    List<Throwable> both =
        Threads.together(
            2,
            () -> {
              waiting.countDown();
              return catchThrowable(() -> sessions.session(request("alice"), NOW));
            });
    assertThat(both.get(0)).isNotSameAs(both.get(1)).hasSameClassAs(both.get(1));
    assertThat(both.get(0)).hasMessage(both.get(1).getMessage());
    assertThat(both).allSatisfy(each -> assertThat(each).hasCauseInstanceOf(SdkException.class));
  }

  /** Whoever came late to a call that never ends has some time left when the first one gives up. */
  @Test
  void whoeverHasTimeLeftTriesOnceMore() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    FakeSource source =
        new FakeSource(
            (request, call) -> {
              if (call == 1) {
                asked.countDown();
                await(over);
              }
              return session(call, NOW.plus(request.duration()));
            });
    SubjectSessions sessions = SubjectSessions.of(source).timeout(Duration.ofSeconds(2)).build();
    CompletableFuture<Throwable> first =
        CompletableFuture.supplyAsync(
            () -> catchThrowable(() -> sessions.session(request("alice"), NOW)));
    await(asked);
    pause(1_000);
    assertThat(sessions.session(request("alice"), NOW)).isNotNull();
    assertThat(first.get(30, TimeUnit.SECONDS)).isInstanceOf(UploadException.class);
    assertThat(source.calls).hasValue(2);
    over.countDown();
    Threads.assertNoneOfOursIsStuck();
  }

  @Test
  void anAttemptThatRanOutOfTimeIsntTheWaitersLast() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    FakeSource source =
        new FakeSource(
            (request, call) -> {
              if (call == 1) {
                asked.countDown();
                pause(600);
                throw RetryableException.builder().message("busy").build();
              }
              return session(call, NOW.plus(request.duration()));
            });
    SubjectSessions sessions =
        SubjectSessions.of(source).timeout(Duration.ofMinutes(1)).random(() -> 601).build();
    CompletableFuture<Throwable> first =
        CompletableFuture.supplyAsync(
            () -> catchThrowable(() -> sessions.session(request("alice"), NOW)));
    await(asked);
    pause(200);
    assertThat(sessions.session(request("alice"), NOW)).isNotNull();
    assertThat(first.get(30, TimeUnit.SECONDS)).isInstanceOf(UploadException.class);
    assertThat(source.calls).hasValue(2);
  }

  @Test
  void moreCallsThanThereAreThreadsFailAtOnce() throws Exception {
    CountDownLatch all = new CountDownLatch(SessionThreads.MOST);
    CountDownLatch over = new CountDownLatch(1);
    FakeSource source =
        new FakeSource(
            (request, call) -> {
              all.countDown();
              await(over);
              return session(call, NOW.plus(request.duration()));
            });
    SubjectSessions sessions = SubjectSessions.of(source).timeout(Duration.ofMinutes(1)).build();
    ExecutorService callers = Executors.newFixedThreadPool(SessionThreads.MOST);
    try {
      for (int i = 0; i < SessionThreads.MOST; i++) {
        SessionRequest each = request("subject-" + i);
        callers.execute(() -> assertThat(sessions.session(each, NOW)).isNotNull());
      }
      await(all);
      assertThat(catchThrowable(() -> sessions.session(request("one-more"), NOW)))
          .isInstanceOf(IssuanceFailedException.class)
          .hasMessageContainingAll("too many sessions are being requested", "256");
      assertThat(sessions.metrics().failures()).isEqualTo(1);
      assertThat(sessions.metrics().size()).isEqualTo(SessionThreads.MOST);
    } finally {
      over.countDown();
      callers.shutdown();
      assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(sessions.session(request("one-more"), NOW)).isNotNull();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).as("what is waited for happens").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
