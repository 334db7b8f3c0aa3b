package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.Tampering.Outcome;
import io.uploadgrants.testkit.Tampering.Verdict;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.attack.Judge.Attempt;
import io.uploadgrants.testkit.bucket.BucketWatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges attempts that are refused one after the other, and the one that is taken after them, by
 * one look at the bucket: when they have changed nothing together but the object of that one, none
 * has. Otherwise each is made again, alone; harm that isn't done again is everybody's.
 */
record AttemptsTogether(Judge judge) {

  /** So that a grant which waits for its turn isn't old by then. */
  private static final int TOGETHER = 32;

  /** One of several attempts, with a fresh grant. */
  private record Prepared(AlteredCopy tampering, Attempt attempt) {

    Prepared(AlteredCopy tampering) {
      this(tampering, tampering.prepared());
    }

    boolean isAlone() {
      return attempt.before() != Judge.NOTHING;
    }
  }

  /** Makes attempts in their order. */
  Map<Tampering, Verdict> verdicts(List<AlteredCopy> attempts) {
    Map<Tampering, Verdict> verdicts = new LinkedHashMap<>();
    Deque<AlteredCopy> left = new ArrayDeque<>(attempts);
    Deque<Prepared> ready = new ArrayDeque<>();
    while (!left.isEmpty() || !ready.isEmpty()) {
      // Not while the lock is held: what makes the grants may upload.
      while (ready.size() < TOGETHER
          && !left.isEmpty()
          && (ready.isEmpty() || !ready.getLast().isAlone())) {
        ready.add(new Prepared(left.remove()));
      }
      if (ready.element().isAlone()) {
        Prepared alone = ready.remove();
        verdicts.put(alone.tampering(), judge.verdict(alone.attempt()));
      } else {
        verdicts.putAll(together(ready));
      }
    }
    return verdicts;
  }

  private Map<Tampering, Verdict> together(Deque<Prepared> ready) {
    Map<Tampering, Verdict> verdicts = new LinkedHashMap<>();
    boolean reachesOthers = ready.stream().anyMatch(each -> each.attempt().reachesOthers());
    Sent last =
        judge.watching(
            reachesOthers,
            watch -> {
              Sent sent = sent(watch, ready);
              while (sent.isClear()) {
                verdicts.putAll(judged(sent, watch));
                sent = sent(watch, ready);
              }
              return sent;
            });
    verdicts.putAll(judged(last));
    return verdicts;
  }

  /** Judges the last one by what it has stored, since the others have changed nothing. */
  private Map<Tampering, Verdict> judged(Sent sent, BucketWatch watch) {
    Prepared taken = Objects.requireNonNull(sent.other());
    Map<Tampering, Verdict> verdicts = new LinkedHashMap<>();
    sent.refused().forEach(each -> verdicts.put(each, Judge.unbroken(Outcome.REFUSED)));
    verdicts.put(taken.tampering(), judge.stored(taken.attempt()));
    watch.remove(taken.attempt().key());
    return verdicts;
  }

  private Map<Tampering, Verdict> judged(Sent sent) {
    Tampering other = sent.other() == null ? null : sent.other().tampering();
    Map<Tampering, Verdict> verdicts = new LinkedHashMap<>();
    for (Tampering each : sent.refused()) {
      verdicts.put(
          each, sent.harmed() || sent.unclear() ? each.verdict() : Judge.unbroken(Outcome.REFUSED));
    }
    if (other != null) {
      verdicts.put(other, other.verdict());
    }
    boolean harmAgain =
        verdicts.values().stream().anyMatch(each -> each.outcome() == Outcome.HARMFUL);
    if (sent.harmed() && !harmAgain) {
      verdicts.replaceAll((each, alone) -> judge.allBroken());
    } else if (other != null && sent.effective() && !hadEffect(verdicts.get(other))) {
      verdicts.put(other, judge.allBroken());
    }
    return verdicts;
  }

  private static boolean hadEffect(@Nullable Verdict verdict) {
    return verdict != null
        && (verdict.outcome() == Outcome.HARMFUL || verdict.outcome() == Outcome.HARMLESS);
  }

  /**
   * What came of attempts that were sent together.
   *
   * @param other the last one, if it wasn't refused
   * @param harmed whether more has changed than the last one may change
   * @param unclear whether what the last one may change can be a refused one's doing too
   * @param effective whether the last one was taken, or has changed what it may change
   * @param isClear whether the last one was taken, an object of its key came, and nothing else
   */
  private record Sent(
      List<Tampering> refused,
      @Nullable Prepared other,
      boolean harmed,
      boolean unclear,
      boolean effective,
      boolean isClear) {}

  /** Sends attempts as long as they are refused. */
  private static Sent sent(BucketWatch watch, Deque<Prepared> ready) {
    List<Tampering> refused = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Prepared other = null;
    boolean taken = false;
    while (other == null && !ready.isEmpty() && !ready.element().isAlone()) {
      Prepared next = ready.remove();
      UploadAnswer answer = next.attempt().send().get();
      if (answer.accepted() || answer.failed()) {
        other = next;
        taken = answer.accepted();
      } else {
        keys.add(next.attempt().key());
        refused.add(next.tampering());
      }
    }
    if (refused.isEmpty() && other == null) {
      return new Sent(refused, null, false, false, false, false);
    }
    Set<String> changed = watch.changed();
    String key = other == null ? "" : other.attempt().key();
    boolean own = changed.remove(key);
    boolean harmed = !changed.isEmpty();
    boolean unclear = own && keys.contains(key);
    boolean clear = taken && own && !harmed && !unclear && watch.hasNew(key);
    return new Sent(refused, other, harmed, unclear, taken || own, clear);
  }
}
