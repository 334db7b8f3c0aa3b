package io.uploadgrants.sts;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who holds how much of what there is a bounded number of, so that nobody takes it from all others:
 * guests together have a quarter, and each subject an eighth, and no more unless much is free.
 * Thread-safe.
 */
final class FairShares {

  private final int ofGuests;
  private final int ofOneSubject;
  private final int free;
  private final Map<@Nullable String, Integer> held = new HashMap<>();
  private int heldByAll;

  /**
   * Creates the shares of nobody yet.
   *
   * @param all how much there is
   * @param free how much may be held in all before shares count
   */
  FairShares(int all, int free) {
    this.free = free;
    this.ofGuests = Math.max(1, all / 4);
    this.ofOneSubject = Math.max(1, all / 8);
  }

  /**
   * Returns how much somebody may hold whatever others do.
   *
   * @param subject the subject, or {@code null} for all guests
   */
  int of(@Nullable String subject) {
    return subject == null ? ofGuests : ofOneSubject;
  }

  /** Takes one, or returns false when shares count and that would be more than the share. */
  synchronized boolean take(@Nullable String subject) {
    int before = held.getOrDefault(subject, 0);
    if (heldByAll >= free && before >= of(subject)) {
      return false;
    }
    held.put(subject, before + 1);
    heldByAll++;
    return true;
  }

  synchronized void giveBack(@Nullable String subject) {
    Integer before = held.get(subject);
    if (before != null) {
      heldByAll--;
      if (before == 1) {
        held.remove(subject);
      } else {
        held.put(subject, before - 1);
      }
    }
  }
}
