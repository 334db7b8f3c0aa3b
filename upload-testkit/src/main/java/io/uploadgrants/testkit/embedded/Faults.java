package io.uploadgrants.testkit.embedded;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * What the embedded server does wrong, because a test asked for it. Each method adds to what was
 * asked before. Thread-safe.
 */
public final class Faults {

  private final Queue<Long> resets = new ArrayDeque<>();
  private int slowDowns;
  private int droppedAnswers;
  private Duration delay = Duration.ZERO;
  private boolean corsHeadersDropped;
  private boolean ended;

  Faults() {}

  /**
   * Answers the next requests with {@code 503 SlowDown}, without looking at them; a browser's
   * preflight is answered and doesn't count.
   *
   * @param times how many requests, at least 1
   * @return this
   * @throws IllegalArgumentException when it is less
   */
  public synchronized Faults slowDown(int times) {
    require(times >= 1, "slowDown(%s): at least one request must be refused.", times);
    slowDowns += times;
    return this;
  }

  /**
   * Resets the connection of the next request that has a body, in the middle of it.
   *
   * @param bytes how many bytes of the body are read before, at least 0
   * @return this
   * @throws IllegalArgumentException when it is less
   */
  public synchronized Faults resetAfter(long bytes) {
    require(bytes >= 0, "resetAfter(%s): the number of bytes can't be negative.", bytes);
    resets.add(bytes);
    return this;
  }

  /**
   * Does what the next requests with a body ask for, but resets their connections in place of the
   * answers: the object is there, and its uploader can't know. A client that tries again by itself
   * then meets its own object.
   *
   * @param times how many requests, at least 1
   * @return this
   * @throws IllegalArgumentException when it is less
   */
  public synchronized Faults dropAnswers(int times) {
    require(times >= 1, "dropAnswers(%s): at least one response must be dropped.", times);
    droppedAnswers += times;
    return this;
  }

  /**
   * Answers every request later.
   *
   * @param each by how much more than before, not negative
   * @return this
   * @throws IllegalArgumentException when it is negative
   */
  public synchronized Faults delay(Duration each) {
    require(!each.isNegative(), "delay(%s): a response can't come before its request.", each);
    delay = delay.plus(each);
    return this;
  }

  /**
   * Leaves the {@code Access-Control-*} headers out of every response.
   *
   * @return this
   */
  public synchronized Faults dropCorsHeaders() {
    corsHeadersDropped = true;
    return this;
  }

  /** Does everything right again. */
  public synchronized void clear() {
    resets.clear();
    slowDowns = 0;
    droppedAnswers = 0;
    delay = Duration.ZERO;
    corsHeadersDropped = false;
  }

  /** Takes one of the refusals that were asked for. */
  synchronized boolean takeSlowDown() {
    if (slowDowns == 0) {
      return false;
    }
    slowDowns--;
    return true;
  }

  /** Takes one of the answers that are to be dropped. */
  synchronized boolean takeDroppedAnswer() {
    if (droppedAnswers == 0) {
      return false;
    }
    droppedAnswers--;
    return true;
  }

  /** Takes the next reset: after how many bytes it comes. */
  synchronized OptionalLong takeReset() {
    Long bytes = resets.poll();
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  /** Waits as long as was asked for; not when the server ends. */
  synchronized void pause() throws InterruptedIOException {
    long until = System.nanoTime() + delay.toNanos();
    try {
      for (long left = delay.toNanos(); left > 0 && !ended; left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      ended = true;
    }
    if (ended) {
      throw new InterruptedIOException("the server was closed");
    }
  }

  /** Ends every wait, so that no thread outlives its server. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized boolean corsHeadersDropped() {
    return corsHeadersDropped;
  }

  private static void require(boolean condition, String text, Object given) {
    if (!condition) {
      throw new IllegalArgumentException(text.formatted(given));
    }
  }
}
