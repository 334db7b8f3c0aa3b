package io.uploadgrants.sts;

import static io.uploadgrants.TestGrants.NOW;
import static io.uploadgrants.sts.FakeSource.request;
import static io.uploadgrants.sts.FakeSource.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.IssuanceFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What is cached, for whom, and for how long. */
@Timeout(60)
class SubjectSessionsTests {

  /** The service's clock. */
  private Instant sts = NOW;

  private final FakeSource source =
      new FakeSource((request, call) -> session(call, sts.plus(request.duration())));
  private final SubjectSessions sessions = SubjectSessions.of(source).build();

  private static SessionRequest with(
      String profile,
      @Nullable String subject,
      Map<String, String> logins,
      String key,
      String policy,
      Duration duration) {
    return new SessionRequest(profile, subject, logins, key, k -> policy, duration);
  }

  @Test
  void aSubjectGetsItsSessionAgain() {
    IssuedSession first = sessions.session(request("alice"), NOW);
    assertThat(sessions.session(request("alice"), NOW.plusSeconds(60))).isSameAs(first);
    assertThat(source.calls).hasValue(1);
    assertThat(sessions.metrics()).isEqualTo(new SessionMetrics(1, 1, 0, 0, 0, 1));
  }

  @Test
  void whateverMakesASessionAnotherOneIsTold() {
    Duration hour = Duration.ofHours(1);
    List<SessionRequest> different =
        List.of(
            with("doc", "alice", Map.of(), "k/", "{}", hour),
            with("docs", "alice", Map.of(), "k/", "{}", hour),
            with("doc", "alicE", Map.of(), "k/", "{}", hour),
            with("doc", "alice", Map.of("p", "token-1"), "k/", "{}", hour),
            with("doc", "alice", Map.of("p", "token-2"), "k/", "{}", hour),
            with("doc", "alice", Map.of("pt", "oken-1"), "k/", "{}", hour),
            with("doc", "alice", Map.of("p", "token-1", "q", "token-2"), "k/", "{}", hour),
            with("doc", "alice", Map.of(), "k/k/", "{}", hour),
            with("do", "alice", Map.of(), "ck/", "{}", hour),
            with("doc", "alice", Map.of(), "k/", "{ }", hour),
            with("doc", "alice", Map.of(), "k/", "{}", hour.plusSeconds(1)));
    for (SessionRequest each : different) {
      sessions.session(each, NOW);
    }
    assertThat(source.calls).hasValue(different.size());
    for (SessionRequest each : different) {
      sessions.session(each, NOW);
    }
    assertThat(source.calls).hasValue(different.size());
  }

  @Test
  void guestsShareNothing() {
    SessionRequest guest = with("doc", null, Map.of(), "k/", "{}", Duration.ofHours(1));
    assertThat(sessions.session(guest, NOW)).isNotSameAs(sessions.session(guest, NOW));
    sessions.forget(null);
    assertThat(sessions.metrics()).isEqualTo(new SessionMetrics(0, 2, 0, 0, 0, 0));
  }

  @Test
  void noSessionIsHandedOutWhenOnlyTheShareOfItsLifeIsLeft() {
    IssuedSession first = sessions.session(request("alice"), NOW);
    Instant threeQuarters = NOW.plus(Duration.ofMinutes(45));
    assertThat(sessions.session(request("alice"), threeQuarters.minusMillis(1))).isSameAs(first);
    assertThat(sessions.session(request("alice"), threeQuarters)).isNotSameAs(first);
    assertThat(source.calls).hasValue(2);
  }

  @Test
  void theShareCanBeSet() {
    SubjectSessions eager = SubjectSessions.of(source).renewBelow(0.9).build();
    IssuedSession first = eager.session(request("alice"), NOW);
    assertThat(eager.session(request("alice"), NOW.plusSeconds(359))).isSameAs(first);
    assertThat(eager.session(request("alice"), NOW.plusSeconds(360))).isNotSameAs(first);
  }

  @Test
  void whatIsNeededLongerIsNewUnlessHalfOfALifeIsLeft() {
    IssuedSession first = sessions.session(request("alice"), NOW);
    Instant now = NOW.plus(Duration.ofMinutes(20));
    assertThat(sessions.kept(request("alice"), now, now.plus(Duration.ofMinutes(40))))
        .isSameAs(first);
    assertThat(sessions.kept(request("alice"), now, now.plus(Duration.ofDays(7))))
        .as("no session lives longer, and two thirds of this one are left")
        .isSameAs(first);
    Instant later = NOW.plus(Duration.ofMinutes(31));
    assertThat(sessions.kept(request("alice"), later, later.plus(Duration.ofMinutes(29))))
        .isSameAs(first);
    assertThat(sessions.kept(request("alice"), later, later.plus(Duration.ofMinutes(30))))
        .isNotSameAs(first);
  }

  @Test
  void aSourceThatIsDeadOnArrivalIsAskedEachTime() {
    FakeSource dead = new FakeSource((request, call) -> session(call, NOW.minusSeconds(1)));
    SubjectSessions sessions = SubjectSessions.of(dead).build();
    sessions.session(request("alice"), NOW);
    sessions.session(request("alice"), NOW);
    assertThat(dead.calls).hasValue(2);
  }

  @Test
  void forgettingASubjectLeavesTheOthers() {
    IssuedSession alice = sessions.session(request("alice"), NOW);
    sessions.session(with("other", "alice", Map.of(), "o/", "{}", Duration.ofHours(1)), NOW);
    IssuedSession bob = sessions.session(request("bob"), NOW);
    sessions.forget("alice");
    assertThat(sessions.metrics().size()).isEqualTo(1);
    assertThat(sessions.session(request("alice"), NOW)).isNotSameAs(alice);
    assertThat(sessions.session(request("bob"), NOW)).isSameAs(bob);
  }

  @Test
  void aSessionThatIsUnderWayWhenItsSubjectIsForgottenIsntKept() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch forgotten = new CountDownLatch(1);
    FakeSource slow =
        new FakeSource(
            (request, call) -> {
              if (call == 1) {
                asked.countDown();
                await(forgotten);
              }
              return session(call, NOW.plus(request.duration()));
            });
    SubjectSessions sessions = SubjectSessions.of(slow).timeout(Duration.ofMinutes(1)).build();
    CompletableFuture<IssuedSession> before =
        CompletableFuture.supplyAsync(() -> sessions.session(request("alice"), NOW));
    await(asked);
    sessions.forget("alice");
    IssuedSession after = sessions.session(request("alice"), NOW);
    forgotten.countDown();
    assertThat(before.get(30, TimeUnit.SECONDS)).isNotSameAs(after);
    assertThat(sessions.session(request("alice"), NOW)).isSameAs(after);
    assertThat(slow.calls).hasValue(2);
  }

  @Test
  void aSessionThatEndsAfterItWasForgottenLeavesNothingBehind() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch forgotten = new CountDownLatch(1);
    FakeSource slow =
        new FakeSource(
            (request, call) -> {
              asked.countDown();
              await(forgotten);
              return session(call, NOW.plus(request.duration()));
            });
    SubjectSessions sessions = SubjectSessions.of(slow).timeout(Duration.ofMinutes(1)).build();
    CompletableFuture<IssuedSession> before =
        CompletableFuture.supplyAsync(() -> sessions.session(request("alice"), NOW));
    await(asked);
    sessions.forget("alice");
    forgotten.countDown();
    before.get(30, TimeUnit.SECONDS);
    assertThat(sessions.metrics().size()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).as("what is waited for happens").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutACacheEachIsACallOfItsOwn() {
    SubjectSessions uncached = SubjectSessions.of(source).maxSessions(0).build();
    assertThat(uncached.session(request("alice"), NOW))
        .isNotSameAs(uncached.session(request("alice"), NOW));
    assertThat(uncached.metrics()).isEqualTo(new SessionMetrics(0, 2, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 100_000})
  void theCacheStaysWithinItsBound(int subjects) {
    SubjectSessions small = SubjectSessions.of(source).maxSessions(1_000).build();
    for (int i = 0; i < subjects; i++) {
      small.session(request("subject-" + i), NOW);
      if (i % 1_000 == 0) {
        assertThat(small.metrics().size()).isLessThanOrEqualTo(1_000);
      }
    }
    SessionMetrics metrics = small.metrics();
    assertThat(metrics.size()).isBetween(1L, 1_000L);
    assertThat(metrics.evictions()).isEqualTo(subjects - metrics.size());
    assertThat(metrics.misses()).isEqualTo(subjects);
  }

  @Test
  void aFailureIsntKept() {
    FakeSource failing =
        new FakeSource(
            (request, call) -> {
              if (call == 1) {
                throw SdkClientException.create("no credentials");
              }
              return session(call, NOW.plus(request.duration()));
            });
    SubjectSessions sessions = SubjectSessions.of(failing).build();
    assertThatThrownBy(() -> sessions.session(request("alice"), NOW))
        .isInstanceOf(IssuanceFailedException.class)
        .hasCauseInstanceOf(SdkClientException.class);
    sessions.session(request("alice"), NOW);
    assertThat(failing.calls).hasValue(2);
    assertThat(sessions.metrics()).isEqualTo(new SessionMetrics(0, 2, 1, 0, 0, 1));
  }

  @Test
  void aBugInASourceIsAFailureWithItsCause() {
    SubjectSessions sessions =
        SubjectSessions.of(
                new FakeSource(
                    (request, call) -> {
                      throw new IllegalStateException("s3cr3t");
                    }))
            .build();
    assertThatThrownBy(() -> sessions.session(request("alice"), NOW))
        .isInstanceOf(IssuanceFailedException.class)
        .hasMessageContaining("IllegalStateException")
        .hasMessageNotContaining("s3cr3t")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPolicyIsntAskedForWhereTheSourceTakesNone() {
    FakeSource plain =
        new FakeSource((request, call) -> session(call, NOW.plus(request.duration())), false);
    SubjectSessions sessions = SubjectSessions.of(plain).build();
    SessionRequest request =
        new SessionRequest(
            "doc",
            "alice",
            Map.of(),
            "k/",
            key -> {
              throw new IllegalStateException("asked");
            },
            Duration.ofHours(1));
    sessions.session(request, NOW);
    sessions.session(request, NOW);
    assertThat(plain.calls).hasValue(1);
  }

  /** Returns a subject's session, where our clock and the service's tell the same time. */
  private IssuedSession at(Instant moment, SessionRequest request) {
    sts = moment;
    return sessions.kept(request, moment, moment);
  }

  @Test
  void untilItsMomentARevokedSubjectsSessionIsHandedOutAndNotKept() {
    IssuedSession old = sessions.session(request("alice"), NOW);
    IssuedSession bob = sessions.session(request("bob"), NOW);
    Instant before = NOW.plusSeconds(6);
    sessions.forget("alice", before);
    IssuedSession revokedSoon = at(before.minusSeconds(1), request("alice"));
    assertThat(revokedSoon).isNotSameAs(old);
    assertThat(at(before.minusSeconds(1), request("alice"))).isNotSameAs(revokedSoon);
    IssuedSession fresh = at(before.plusSeconds(1), request("alice"));
    assertThat(fresh).isNotSameAs(revokedSoon);
    assertThat(at(before.plusSeconds(1), request("alice"))).isSameAs(fresh);
    assertThat(at(before, request("bob"))).isSameAs(bob);
  }

  /** The moment counts by the service's clock: ours may be fast or slow, and even jump. */
  @ParameterizedTest
  @ValueSource(ints = {-900, -5, -4, 0, 4, 5, 900})
  void whatIsKeptAfterARevocationIsntRevokedHoweverOurClockIsOff(int fast) {
    Instant before = NOW.plusSeconds(6);
    sessions.session(request("alice"), NOW.plusSeconds(fast));
    sessions.forget("alice", before);
    for (int second = 0; second < 20; second++) {
      sts = NOW.plusSeconds(second);
      sessions.session(request("alice"), sts.plusSeconds(fast));
    }
    IssuedSession kept = sessions.session(request("alice"), sts.plusSeconds(fast));

    assertThat(kept.expiresAt().minus(Duration.ofHours(1)))
        .isBetween(before, before.plusSeconds(1));
  }

  @Test
  void aSessionThatIsUnderWayUntilAfterTheMomentIsJudgedByWhenItWasIssued() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    FakeSource slow =
        new FakeSource(
            (request, call) -> {
              if (call == 1) {
                asked.countDown();
                await(over);
                return session(call, NOW.plus(request.duration()));
              }
              return session(call, NOW.plusSeconds(60).plus(request.duration()));
            });
    SubjectSessions sessions = SubjectSessions.of(slow).timeout(Duration.ofMinutes(1)).build();
    sessions.forget("alice", NOW.plusSeconds(6));
    CompletableFuture<IssuedSession> early =
        CompletableFuture.supplyAsync(() -> sessions.session(request("alice"), NOW.plusSeconds(7)));
    await(asked);
    over.countDown();
    early.get(30, TimeUnit.SECONDS);

    assertThat(sessions.session(request("alice"), NOW.plusSeconds(60)))
        .isNotSameAs(early.join())
        .isSameAs(sessions.session(request("alice"), NOW.plusSeconds(60)));
  }

  @Test
  void theLaterOfTwoMomentsCounts() {
    sessions.forget("alice", NOW.plusSeconds(5));
    sessions.forget("alice", NOW.plusSeconds(2));
    sessions.forget("bob", NOW.plusSeconds(9));
    assertThat(at(NOW.plusSeconds(4), request("alice")))
        .isNotSameAs(at(NOW.plusSeconds(4), request("alice")));
    assertThat(at(NOW.plusSeconds(6), request("alice")))
        .isSameAs(at(NOW.plusSeconds(6), request("alice")));
  }

  @Test
  void guestsSessionsThatSignAreRevokedToo() {
    SessionRequest guest = with("doc", null, Map.of(), "k/", "{}", Duration.ofHours(1));
    sessions.forget(null, NOW.plusSeconds(1));
    assertThat(at(NOW, guest)).isNotSameAs(at(NOW, guest));
    assertThat(at(NOW.plusSeconds(2), guest)).isSameAs(at(NOW.plusSeconds(2), guest));
  }

  @Test
  void everybodyIsForgottenInTheSameManner() {
    List<String> subjects = List.of("alice", "bob");
    subjects.forEach(each -> sessions.session(request(each), NOW));
    Instant before = NOW.plusSeconds(1);
    sessions.forgetAll(before);
    assertThat(sessions.metrics().size()).isZero();
    for (String each : subjects) {
      IssuedSession first = at(NOW, request(each));
      IssuedSession second = at(before.plusSeconds(1), request(each));
      assertThat(second).isNotSameAs(first);
      assertThat(at(before.plusSeconds(1), request(each))).isSameAs(second);
    }
  }

  @Test
  void moreSubjectsThanAreRememberedCountForEverybodyUntilTheirMoment() {
    Instant before = NOW.plusSeconds(1);
    for (int i = 0; i <= RevokedSubjects.MOST_SUBJECTS; i++) {
      sessions.forget("subject-" + i, before);
    }
    for (String each : List.of("subject-0", "subject-500", "nobody")) {
      assertThat(at(NOW, request(each))).isNotSameAs(at(NOW, request(each)));
      assertThat(at(before.plusSeconds(1), request(each)))
          .isSameAs(at(before.plusSeconds(1), request(each)));
    }
  }

  @Test
  void aSessionOfTheFutureIsntHandedOutWhenTheClockWentBack() {
    IssuedSession first = sessions.session(request("alice"), NOW);
    assertThat(sessions.session(request("alice"), NOW.minusSeconds(1))).isSameAs(first);
    assertThat(sessions.session(request("alice"), NOW.minusMillis(1_001))).isNotSameAs(first);
  }
}
