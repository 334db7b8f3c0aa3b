package io.uploadgrants.aws;

import java.time.Duration;

/**
 * A moment until which somebody waits.
 *
 * @param nanos the moment, as {@link System#nanoTime()} has it
 */
public record Deadline(long nanos) {

  /** Those who came together end together, and don't ask anew one after the other. */
  private static final Duration ENOUGH = Duration.ofMillis(100);

  /**
   * Returns the moment when a time from now is over.
   *
   * @param time how long
   * @return the moment
   */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /**
   * Returns whether there is time for one more try between another moment and this one.
   *
   * @param other the other moment
   * @return whether it is earlier by a tenth of a second or more
   */
  public boolean isWellAfter(Deadline other) {
    return nanos - other.nanos >= ENOUGH.toNanos();
  }

  /** {@return the time that is left, or a negative one} */
  public Duration left() {
    return Duration.ofNanos(nanos - System.nanoTime());
  }
}
