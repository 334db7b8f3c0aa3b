package io.uploadgrants.sts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
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
  private final Forgotten forgotten = new Forgotten();
  private final Executor threads = SessionThreads.pool();
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
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(maxSessions)
            .expireAfterWrite(longest)
            .executor(Runnable::run)
            .evictionListener((key, session, cause) -> count(cause))
            .build();
    this.sessions = cache.asMap();
  }

  private void count(RemovalCause cause) {
    if (cause == RemovalCause.SIZE) {
      evictions.increment();
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
      boolean first =
          present == null
              ? sessions.putIfAbsent(key, own) == null
              : sessions.replace(key, present, own);
      if (first) {
        if (forgotten.covers(key.subject(), now)) {
          // Asked only now: whoever forgets a subject first remembers, and then drops what is here.
          sessions.remove(key, own);
        }
        // A failure makes room before it wakes those who wait, so none of them finds it again.
        start(own, () -> sessions.remove(key, own), request, now);
        return own;
      }
    }
  }

  /** What is on its way is as fresh as can be had. */
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

  private void start(
      PendingSession session, Runnable onFailure, SessionRequest request, Instant now) {
    misses.increment();
    try {
      threads.execute(
          () -> {
            try {
              session.complete(TimedSession.of(calls.issue(request, session), now, renewBelow));
            } catch (RuntimeException | Error failed) {
              onFailure.run();
              session.completeExceptionally(failed);
            }
          });
    } catch (RejectedExecutionException busy) {
      calls.failures.increment();
      onFailure.run();
      session.completeExceptionally(SessionFailures.tooMany(request, busy));
    } catch (RuntimeException | Error noThread) {
      calls.failures.increment();
      onFailure.run();
      session.completeExceptionally(noThread);
    }
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
