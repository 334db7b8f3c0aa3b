package io.uploadgrants.sts;

import java.time.Duration;

/**
 * A moment until which somebody waits.
 *
 * @param nanos the moment, as {@link System#nanoTime()} has it
 */
record Deadline(long nanos) {

  /** Those who came together end together, and don't ask anew one after the other. */
  private static final Duration ENOUGH = Duration.ofMillis(100);

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Returns whether there is time for one more try between another moment and this one. */
  boolean isWellAfter(Deadline other) {
    return nanos - other.nanos >= ENOUGH.toNanos();
  }

  /** Returns the time that is left, or a negative one. */
  Duration left() {
    return Duration.ofNanos(nanos - System.nanoTime());
  }
}
