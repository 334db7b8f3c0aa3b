package io.uploadgrants.sts;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who holds how much of what there is a bounded number of, so that nobody takes it from all others:
 * guests together have a quarter at most, and each subject an eighth. Thread-safe.
 */
final class Shares {

  private final int ofGuests;
  private final int ofOneSubject;
  private final Map<@Nullable String, Integer> held = new HashMap<>();

  Shares(int all) {
    this.ofGuests = Math.max(1, all / 4);
    this.ofOneSubject = Math.max(1, all / 8);
  }

  /**
   * Returns how much somebody may hold.
   *
   * @param subject the subject, or {@code null} for all guests
   */
  int of(@Nullable String subject) {
    return subject == null ? ofGuests : ofOneSubject;
  }

  /** Takes one, or returns false when that would be more than the share. */
  synchronized boolean take(@Nullable String subject) {
    int before = held.getOrDefault(subject, 0);
    if (before >= of(subject)) {
      return false;
    }
    held.put(subject, before + 1);
    return true;
  }

  synchronized void giveBack(@Nullable String subject) {
    held.computeIfPresent(subject, (holder, before) -> before == 1 ? null : before - 1);
  }
}
