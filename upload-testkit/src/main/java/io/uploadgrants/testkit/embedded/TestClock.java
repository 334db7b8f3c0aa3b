package io.uploadgrants.testkit.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that runs with the real one, and that a test moves forward, so that grants expire without
 * sleeping. Thread-safe.
 *
 * <p>It can't go back: neither does a server's time.
 */
public final class TestClock implements InstantSource {

  private final InstantSource real;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  TestClock(InstantSource real) {
    this.real = real;
  }

  @Override
  public Instant instant() {
    return real.instant().plus(ahead.get());
  }

  /**
   * Moves the time forward.
   *
   * @param by how far; more than nothing
   * @throws IllegalArgumentException when the time wouldn't move forward
   */
  public void advance(Duration by) {
    if (by.isNegative() || by.isZero()) {
      throw new IllegalArgumentException(
          "The clock can't be moved by %s: it only goes forward, by more than nothing."
              .formatted(by));
    }
    ahead.updateAndGet(now -> now.plus(by));
  }

  @Override
  public String toString() {
    return "TestClock, ahead by " + ahead.get();
  }
}
