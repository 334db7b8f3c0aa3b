package io.uploadgrants.sts;

import java.time.Duration;
import java.time.Instant;

/**
 * A session with the moments until which it is handed out again.
 *
 * @param session the session
 * @param issued when it was asked for
 * @param half when half of its lifetime is over
 * @param renewal from when on it is replaced
 */
record RenewableSession(IssuedSession session, Instant issued, Instant half, Instant renewal) {

  private static final Duration DRIFT = Duration.ofSeconds(1);

  static RenewableSession of(IssuedSession session, Instant issued, double renewBelow) {
    Duration life = Duration.between(issued, session.expiresAt());
    Duration rest = Duration.ofMillis((long) Math.ceil(life.toMillis() * renewBelow));
    return new RenewableSession(
        session, issued, issued.plus(life.dividedBy(2)), session.expiresAt().minus(rest));
  }

  /**
   * Returns whether it lives until a moment, or for half of its lifetime, and isn't to be replaced.
   * One of the future is: the clock went back, and it would live longer than anybody asked for.
   */
  boolean lives(Instant needed, Instant now) {
    return now.isBefore(renewal)
        && !now.plus(DRIFT).isBefore(issued)
        && (!session.expiresAt().isBefore(needed) || !now.isAfter(half));
  }
}
