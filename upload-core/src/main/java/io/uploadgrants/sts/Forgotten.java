package io.uploadgrants.sts;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose sessions of before a moment aren't to be kept. A subject is remembered until its moment has
 * passed; when there are too many of them, they count for everybody. Thread-safe.
 */
final class Forgotten {

  /** Moments are a second ahead as a rule, and IAM takes far fewer revocations in a second. */
  static final int MOST_SUBJECTS = 1_000;

  private final Map<@Nullable String, Instant> subjects = new HashMap<>();
  private Instant everybody = Instant.MIN;

  /** The latest moment: from then on nobody has to wait for a lock. */
  private volatile Instant last = Instant.MIN;

  synchronized void add(@Nullable String subject, Instant before) {
    subjects.merge(subject, before, Forgotten::later);
    last = later(last, before);
    if (subjects.size() > MOST_SUBJECTS) {
      subjects.clear();
      everybody = last;
    }
  }

  synchronized void addAll(Instant before) {
    everybody = later(everybody, before);
    last = later(last, before);
  }

  /** Returns whether a session that is asked for now mustn't be kept. */
  boolean covers(@Nullable String subject, Instant now) {
    return now.isBefore(last) && coversBeforeLast(subject, now);
  }

  private synchronized boolean coversBeforeLast(@Nullable String subject, Instant now) {
    subjects.values().removeIf(before -> !now.isBefore(before));
    return now.isBefore(everybody) || subjects.containsKey(subject);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
