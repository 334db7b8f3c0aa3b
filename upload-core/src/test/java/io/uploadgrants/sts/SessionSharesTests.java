package io.uploadgrants.sts;

import static io.uploadgrants.TestGrants.NOW;
import static io.uploadgrants.sts.FakeSource.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever asks for much, takes it from nobody else. */
@Timeout(120)
class SessionSharesTests {

  private static final int HALF = SessionThreads.MOST / 2;
  private static final int GUESTS = SessionThreads.MOST / 4;
  private static final int SUBJECT = SessionThreads.MOST / 8;

  private static SessionRequest request(@Nullable String subject, int number) {
    return new SessionRequest(
        "doc",
        subject,
        Map.of("login", "token-" + number),
        "k" + number + "/",
        key -> "{}",
        Duration.ofHours(1));
  }

  /** A service that is silent to some callers, and answers all others at once. */
  private static final class SilentTo implements AutoCloseable {

    private final CountDownLatch silence = new CountDownLatch(1);
    private final Semaphore asked = new Semaphore(0);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    final SubjectSessions sessions;

    SilentTo(@Nullable String... subjects) {
      Set<String> silent =
          Arrays.stream(subjects).map(String::valueOf).collect(Collectors.toUnmodifiableSet());
      FakeSource source =
          new FakeSource(
              (request, call) -> {
                if (silent.contains(String.valueOf(request.subject()))) {
                  asked.release();
                  await(silence);
                }
                return session(call, NOW.plus(request.duration()));
              });
      sessions = SubjectSessions.of(source).timeout(Duration.ofMinutes(1)).build();
    }

    /**
     * Asks as often as there are threads for calls, and returns when the share has got through and
     * all others failed.
     */
    void flood(@Nullable String subject, int share) throws InterruptedException {
      CountDownLatch refused = new CountDownLatch(SessionThreads.MOST - share);
      for (int i = 0; i < SessionThreads.MOST; i++) {
        SessionRequest each = request(subject, i);
        callers.execute(
            () -> {
              try {
                assertThat(sessions.session(each, NOW)).isNotNull();
              } catch (IssuanceFailedException overShare) {
                refused.countDown();
              }
            });
      }
      await(refused);
      assertThat(asked.tryAcquire(share, 60, TimeUnit.SECONDS)).as("the share is used").isTrue();
    }

    void answer() throws InterruptedException {
      silence.countDown();
      callers.shutdown();
      assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
      silence.countDown();
      callers.shutdownNow();
    }
  }

  @Test
  void guestsOfASlowServiceLeaveHalfOfTheCallsToSubjects() throws Exception {
    try (SilentTo guests = new SilentTo((String) null)) {
      guests.flood(null, HALF);

      assertThat(guests.sessions.session(request("alice", 1), NOW)).isNotNull();
      assertThatThrownBy(() -> guests.sessions.session(request(null, 999), NOW))
          .isInstanceOf(IssuanceFailedException.class)
          .hasMessageContainingAll("guests are requesting 64 sessions at once or more", "try again")
          .extracting(failed -> ((UploadException) failed).code())
          .isEqualTo(ErrorCode.ISSUANCE_FAILED);
      guests.answer();
      assertThat(guests.sessions.session(request(null, 999), NOW)).isNotNull();
    }
  }

  @Test
  void oneSubjectWithManyKeysAndLoginsLeavesHalfOfTheCallsToOthers() throws Exception {
    try (SilentTo mallory = new SilentTo("mallory")) {
      mallory.flood("mallory", HALF);

      assertThat(mallory.sessions.session(request("alice", 1), NOW)).isNotNull();
      assertThatThrownBy(() -> mallory.sessions.session(request("mallory", 999), NOW))
          .hasMessageContaining("the same subject is requesting 32 sessions at once or more")
          .message()
          .doesNotContain("mallory");
      mallory.answer();
      assertThat(mallory.sessions.session(request("mallory", 999), NOW)).isNotNull();
    }
  }

  @Test
  void onceHalfOfTheCallsAreTakenEachHasItsShare() throws Exception {
    try (SilentTo everybody = new SilentTo("mallory", "bob", null)) {
      everybody.flood("mallory", HALF);
      everybody.flood("bob", SUBJECT);
      everybody.flood(null, GUESTS);

      assertThat(everybody.sessions.session(request("alice", 1), NOW)).isNotNull();
      everybody.answer();
    }
  }

  @Test
  void failuresUseUpNobodysShare() {
    FakeSource failing =
        new FakeSource(
            (request, call) -> {
              if (call <= 3 * SUBJECT) {
                throw new IllegalStateException("no session");
              }
              return session(call, NOW.plus(request.duration()));
            });
    SubjectSessions sessions = SubjectSessions.of(failing).build();
    for (int i = 0; i < 3 * SUBJECT; i++) {
      SessionRequest each = request("alice", i);
      assertThatThrownBy(() -> sessions.session(each, NOW))
          .hasMessageContaining("its source failed");
    }

    assertThat(sessions.session(request("alice", 0), NOW)).isNotNull();
  }

  @Test
  void oneSubjectsManySessionsPushOnlyItsOwnOut() {
    FakeSource source = new FakeSource();
    SubjectSessions sessions = SubjectSessions.of(source).maxSessions(400).build();
    for (int i = 0; i < 200; i++) {
      sessions.session(request("subject-" + i, 0), NOW);
    }
    for (int i = 0; i < 5_000; i++) {
      sessions.session(request("mallory", i), NOW);
      sessions.kept(request(null, i), NOW, NOW);
    }
    int before = source.calls.get();

    for (int i = 0; i < 200; i++) {
      sessions.session(request("subject-" + i, 0), NOW);
    }

    assertThat(source.calls).hasValue(before);
    assertThat(sessions.metrics().evictions()).isZero();
    assertThat(sessions.metrics().size()).isBetween(201L, 350L);
    sessions.session(request("mallory", 4_999), NOW);
    assertThat(source.calls).as("what it asked for last is kept").hasValue(before);
  }

  @Test
  void whoNeedsAFewMoreThanItsShareIsMostlyServedFromTheCache() {
    FakeSource source = new FakeSource();
    SubjectSessions sessions = SubjectSessions.of(source).maxSessions(800).build();
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      sessions.session(request("backend", random.nextInt(110)), NOW);
    }

    assertThat(source.calls.get()).isLessThan(3_000);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).as("what is waited for happens").isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
