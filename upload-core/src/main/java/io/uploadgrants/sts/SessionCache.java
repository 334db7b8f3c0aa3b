package io.uploadgrants.sts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.uploadgrants.aws.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, and those that are being asked for: both stand in one map, so that whoever comes later
 * waits for the same call, and forgetting a subject holds for calls under way too.
 */
final class SessionCache {

  private final SessionCalls calls;
  private final boolean keeps;
  private final double renewBelow;
  private final Cache<SessionKey, PendingSession> cache;
  private final ConcurrentMap<SessionKey, PendingSession> sessions;
  private final RevokedSubjects forgotten = new RevokedSubjects();
  private final Executor threads = SessionThreads.pool();
  private final FairShares asking = new FairShares(SessionThreads.MOST, SessionThreads.MOST / 2);
  private final FairShares keeping;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder evictions = new LongAdder();

  /**
   * Creates the cache.
   *
   * @param longest how long a session lives at most; its keys aren't kept for longer
   */
  SessionCache(SessionCalls calls, int maxSessions, double renewBelow, Duration longest) {
    this.calls = calls;
    this.keeps = maxSessions > 0;
    this.renewBelow = renewBelow;
    this.keeping = new FairShares(maxSessions, 0);
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(maxSessions)
            .expireAfterWrite(longest)
            .executor(Runnable::run)
            .evictionListener((key, session, cause) -> count(cause))
            .removalListener(this::giveBack)
            .build();
    this.sessions = cache.asMap();
  }

  private void count(RemovalCause cause) {
    if (cause == RemovalCause.SIZE) {
      evictions.increment();
    }
  }

  private void giveBack(
      @Nullable SessionKey key, @Nullable PendingSession session, RemovalCause cause) {
    if (key != null && cause != RemovalCause.REPLACED) {
      keeping.giveBack(key.subject());
    }
  }

  /** Returns the session that is kept or on its way; the first who finds none asks for it. */
  PendingSession get(
      SessionKey key, SessionRequest request, Instant now, Instant needed, Deadline deadline) {
    if (!keeps) {
      return load(request, now, deadline);
    }
    while (true) {
      PendingSession present = sessions.get(key);
      if (present != null && isGood(present, now, needed)) {
        hits.increment();
        return present;
      }
      PendingSession own = new PendingSession(deadline);
      if (present == null && !makeRoom(key.subject())) {
        return load(request, now, deadline);
      }
      boolean first = present == null ? putIfAbsent(key, own) : sessions.replace(key, present, own);
      if (first) {
        start(own, () -> sessions.remove(key, own), request, now);
        return own;
      }
    }
  }

  /** Whoever has its share of the cache loses its own sessions for a new one, nobody else's. */
  private boolean makeRoom(@Nullable String subject) {
    if (!keeping.take(subject)) {
      forgetHalf(subject);
      return keeping.take(subject);
    }
    return true;
  }

  /** To look for each one's sessions takes a while, so it isn't done for one at a time. */
  private void forgetHalf(@Nullable String subject) {
    boolean goes = true;
    for (SessionKey key : sessions.keySet()) {
      if (Objects.equals(key.subject(), subject)) {
        if (goes) {
          sessions.remove(key);
        }
        goes = !goes;
      }
    }
  }

  private boolean putIfAbsent(SessionKey key, PendingSession session) {
    boolean first = sessions.putIfAbsent(key, session) == null;
    if (!first) {
      keeping.giveBack(key.subject());
    }
    return first;
  }

  /** What is on its way is as fresh as possible. */
  private static boolean isGood(PendingSession present, Instant now, Instant needed) {
    return !present.isDone()
        || !present.isCompletedExceptionally() && present.join().lives(needed, now);
  }

  /** Asks for a session that isn't kept. */
  PendingSession load(SessionRequest request, Instant now, Deadline deadline) {
    PendingSession own = new PendingSession(deadline);
    start(own, () -> {}, request, now);
    return own;
  }

  /**
   * Starts the call.
   *
   * @param drop makes room for another session, before those who wait are woken: so none of them
   *     finds a failure, or what is revoked, again
   */
  private void start(PendingSession session, Runnable drop, SessionRequest request, Instant now) {
    misses.increment();
    String subject = request.subject();
    if (!asking.take(subject)) {
      calls.failures.increment();
      drop.run();
      session.completeExceptionally(SessionFailures.tooManyOf(request, asking.of(subject)));
      return;
    }
    try {
      threads.execute(
          () -> {
            try {
              IssuedSession issued = issue(request, session);
              // Asked only now: whoever forgets a subject first remembers, and then drops the rest.
              if (forgotten.covers(request.subject(), issuedAt(issued, request))) {
                drop.run();
              }
              session.complete(RenewableSession.of(issued, now, renewBelow));
            } catch (RuntimeException | Error failed) {
              drop.run();
              session.completeExceptionally(failed);
            }
          });
    } catch (RejectedExecutionException busy) {
      asking.giveBack(subject);
      calls.failures.increment();
      drop.run();
      session.completeExceptionally(SessionFailures.tooMany(request, busy));
    } catch (RuntimeException | Error noThread) {
      asking.giveBack(subject);
      calls.failures.increment();
      drop.run();
      session.completeExceptionally(noThread);
    }
  }

  /** What is over leaves its place before those who wait are woken, and may ask for more. */
  private IssuedSession issue(SessionRequest request, PendingSession session) {
    try {
      return calls.issue(request, session);
    } finally {
      asking.giveBack(request.subject());
    }
  }

  /**
   * Returns when a session was issued, by the clock of the service, which knows no other: it counts
   * the session's lifetime from then on. A second earlier, for what it rounds.
   */
  private static Instant issuedAt(IssuedSession session, SessionRequest request) {
    return session.expiresAt().minusSeconds(request.duration().toSeconds() + 1);
  }

  void remove(SessionKey key, PendingSession session) {
    sessions.remove(key, session);
  }

  void forget(@Nullable String subject) {
    for (SessionKey key : sessions.keySet()) {
      if (Objects.equals(key.subject(), subject)) {
        sessions.remove(key);
      }
    }
  }

  void forget(@Nullable String subject, Instant before) {
    forgotten.add(subject, before);
    forget(subject);
  }

  void forgetAll(Instant before) {
    forgotten.addAll(before);
    sessions.keySet().forEach(sessions::remove);
  }

  SessionMetrics metrics() {
    cache.cleanUp();
    return new SessionMetrics(
        hits.sum(),
        misses.sum(),
        calls.failures.sum(),
        calls.retries.sum(),
        evictions.sum(),
        cache.estimatedSize());
  }
}
