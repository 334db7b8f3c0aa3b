package io.uploadgrants.iam;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Which revocations are needed, and until when, whatever the clocks.
 *
 * @param clock this machine's clock
 * @param maxSession how long a session of the role lives at most
 * @param skew by how much a machine's clock may differ from AWS's
 */
record RevocationClock(InstantSource clock, Duration maxSession, Duration skew) {

  /** Returns the next second by the fastest clock: a session of the present one mustn't escape. */
  Instant moment() {
    return Instant.ofEpochSecond(clock.instant().plus(skew).getEpochSecond() + 1);
  }

  boolean isExpired(Revocation revocation) {
    return revocation.before().isBefore(clock.instant().minus(maxSession).minus(skew));
  }

  /**
   * Returns those that may go without a loss: they are past the lifetime of every session, or have
   * a later one of the same subject besides them.
   *
   * @param all all that there are at a moment
   */
  List<Revocation> needless(List<Revocation> all) {
    // What a slow clock may yet write could be there for the second time when it is deleted.
    Instant settled = clock.instant().minus(skew);
    return all.stream()
        .filter(
            each ->
                isExpired(each)
                    || each.before().isBefore(settled)
                        && all.stream().anyMatch(later -> later.replaces(each)))
        .toList();
  }
}
