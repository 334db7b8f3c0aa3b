package io.uploadgrants.sts;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose sessions of before a moment are revoked. The moment stands in a policy, which AWS holds
 * against the session's issue time by AWS's clock; so it is compared with that one and never with
 * the clock of this machine, which may be off. Thread-safe.
 */
final class RevokedSubjects {

  /** IAM has room for far fewer revocations. */
  static final int MOST_SUBJECTS = 1_000;

  private final Map<@Nullable String, Instant> subjects = new HashMap<>();
  private Instant everybody = Instant.MIN;

  synchronized void add(@Nullable String subject, Instant before) {
    subjects.merge(subject, before, RevokedSubjects::later);
    if (subjects.size() > MOST_SUBJECTS) {
      // The oldest moment counts for everybody: it is past, and nobody's new session is before it.
      Map.Entry<@Nullable String, Instant> oldest =
          Collections.min(subjects.entrySet(), Map.Entry.comparingByValue());
      subjects.remove(oldest.getKey());
      addAll(oldest.getValue());
    }
  }

  synchronized void addAll(Instant before) {
    everybody = later(everybody, before);
  }

  /** Returns whether a subject's session is revoked, by the service's clock. */
  synchronized boolean covers(@Nullable String subject, Instant issued) {
    return issued.isBefore(later(everybody, subjects.getOrDefault(subject, Instant.MIN)));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
