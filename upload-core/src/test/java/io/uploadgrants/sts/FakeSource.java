package io.uploadgrants.sts;

import static io.uploadgrants.TestGrants.NOW;

import io.uploadgrants.TestGrants;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A source without any network. */
final class FakeSource implements SessionSource {

  final AtomicInteger calls = new AtomicInteger();
  private final BiFunction<SessionRequest, Integer, IssuedSession> issue;
  private final boolean takesPolicy;
  boolean separatesUsers;
  Duration longest = Duration.ofHours(12);

  FakeSource(BiFunction<SessionRequest, Integer, IssuedSession> issue) {
    this(issue, true);
  }

  FakeSource(BiFunction<SessionRequest, Integer, IssuedSession> issue, boolean takesPolicy) {
    this.issue = issue;
    this.takesPolicy = takesPolicy;
  }

  /** A source whose sessions are issued now. */
  FakeSource() {
    this((request, call) -> session(call, NOW.plus(request.duration())));
  }

  static IssuedSession session(int call, Instant expiry) {
    return new IssuedSession(TestGrants.session("ASIA" + call, expiry), expiry, "k/", null);
  }

  /** Returns a request of a subject, for an hour. */
  static SessionRequest request(String subject) {
    return new SessionRequest(
        "doc", subject, java.util.Map.of(), "k/", key -> "{}", Duration.ofHours(1));
  }

  @Override
  public IssuedSession issue(SessionRequest request, Duration timeout) {
    return issue.apply(request, calls.incrementAndGet());
  }

  @Override
  public Duration shortest() {
    return Duration.ofMinutes(15);
  }

  @Override
  public Duration longest() {
    return longest;
  }

  @Override
  public boolean separatesUsers() {
    return separatesUsers;
  }

  @Override
  public String durationRule() {
    return "The fake takes 15 minutes to 12 hours.";
  }

  @Override
  public boolean takesPolicy() {
    return takesPolicy;
  }
}
