package io.uploadgrants.sts;

import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.aws.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Waits for sessions, kept or asked for, until each caller's own time is up.
 *
 * @param timeout how long a caller waits
 */
record SessionLookup(SessionSource source, SessionCache cache, Duration timeout) {

  /** Asks for a session that isn't kept. */
  IssuedSession once(SessionRequest request, Instant now) {
    SessionLife.check(source, request.profile(), request.duration());
    Deadline deadline = Deadline.in(timeout);
    return await(request, cache.load(request, now, deadline), deadline).session();
  }

  /**
   * Returns a session that lives until a moment, or at least for half of its lifetime. Guests share
   * one: it is for signing, and stays here.
   */
  IssuedSession kept(SessionRequest request, Instant now, Instant needed) {
    SessionLife.check(source, request.profile(), request.duration());
    Deadline deadline = Deadline.in(timeout);
    String policy = source.takesPolicy() ? request.policy().apply(request.key()) : "";
    SessionKey key = SessionKey.of(request, policy);
    PendingSession session = cache.get(key, request, now, needed, deadline);
    if (deadline.isWellAfter(session.deadline())) {
      // Somebody else's attempt: it may run out of time when this caller has some left.
      try {
        return await(request, session, session.deadline()).session();
      } catch (IssuanceFailedException failed) {
        if (!session.hasRunOut() || Thread.currentThread().isInterrupted()) {
          throw failed;
        }
        cache.remove(key, session);
        session = cache.get(key, request, now, needed, deadline);
      }
    }
    try {
      return await(request, session, deadline).session();
    } finally {
      if (!session.isDone() && deadline.left().isNegative()) {
        // It has had longer than its limit: the next caller asks anew.
        cache.remove(key, session);
      }
    }
  }

  private RenewableSession await(
      SessionRequest request, PendingSession session, Deadline deadline) {
    try {
      return session.get(Math.max(0, deadline.left().toNanos()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException reason) {
        throw FailureCopy.of(reason);
      }
      throw new IssuanceFailedException(
          ErrorText.of(
              "No session for profile '%s' was issued; the cause says why.", request.profile()),
          failed.getCause());
    } catch (TimeoutException late) {
      SdkException last = session.lastFailure();
      if (last != null) {
        throw SessionFailures.exhausted(request, last);
      }
      throw new IssuanceFailedException(
          ErrorText.of(
              "No session for profile '%s' was issued within %s: the service doesn't answer; try again, and check that it can be reached.",
              request.profile(), timeout),
          late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IssuanceFailedException(
          ErrorText.of(
              "The thread that waited for a session for profile '%s' was interrupted; try again.",
              request.profile()),
          stopped);
    }
  }
}
