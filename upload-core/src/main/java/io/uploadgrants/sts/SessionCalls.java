package io.uploadgrants.sts;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadException;
import io.uploadgrants.aws.Deadline;
import io.uploadgrants.aws.ServiceErrors;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls a source until it answers, or time is up. */
final class SessionCalls {

  private static final Logger LOG = LoggerFactory.getLogger(SessionCalls.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int DOUBLINGS = 10;

  private final SessionSource source;
  private final DoubleSupplier random;
  final LongAdder failures = new LongAdder();
  final LongAdder retries = new LongAdder();

  /**
   * Creates the calls.
   *
   * @param random from 0 to 1; thread-safe
   */
  SessionCalls(SessionSource source, DoubleSupplier random) {
    this.source = source;
    this.random = random;
  }

  IssuedSession issue(SessionRequest request, PendingSession pending) {
    boolean issued = false;
    try {
      IssuedSession session = untilItAnswers(request, pending);
      issued = true;
      return session;
    } finally {
      if (!issued) {
        failures.increment();
      }
    }
  }

  private IssuedSession untilItAnswers(SessionRequest request, PendingSession pending) {
    Deadline deadline = pending.deadline();
    for (int attempt = 0; ; attempt++) {
      try {
        return source.issue(request, atLeastAMoment(deadline.left()));
      } catch (UploadException failed) {
        throw failed;
      } catch (SdkException failed) {
        if (!SessionFailures.passes(failed)) {
          throw SessionFailures.refused(request, source, failed);
        }
        pending.failedOnce(failed);
        Duration pause = pause(attempt);
        if (pause.compareTo(deadline.left()) >= 0) {
          pending.ranOutOfTime();
          throw SessionFailures.exhausted(request, failed);
        }
        LOG.debug("Asking for a session again, after {}", ServiceErrors.summary(failed));
        retries.increment();
        sleep(pause, request, failed);
      } catch (RuntimeException failed) {
        throw new IssuanceFailedException(
            ErrorText.of(
                "No session for profile '%s' was issued: its source failed with %s; the cause says more.",
                request.profile(), phrase(failed.getClass().getName())),
            SessionFailures.safeCause(request, failed));
      }
    }
  }

  private static Duration atLeastAMoment(Duration left) {
    Duration moment = Duration.ofMillis(1);
    return left.compareTo(moment) < 0 ? moment : left;
  }

  /**
   * Returns a random time up to one that doubles, so that callers spread out.
   *
   * @see <a
   *     href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential
   *     backoff and jitter: full jitter</a>
   */
  private Duration pause(int attempt) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, DOUBLINGS));
    Duration most = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    return Duration.ofNanos((long) (most.toNanos() * random.getAsDouble()));
  }

  private static void sleep(Duration pause, SessionRequest request, SdkException failed) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw SessionFailures.exhausted(request, failed);
    }
  }
}
