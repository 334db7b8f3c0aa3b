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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges attempts that are refused one after the other by one look at the bucket: when they have
 * changed nothing together, none has. Otherwise each is made again, alone; harm that isn't done
 * again is everybody's.
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
    List<Tampering> refused = new ArrayList<>();
    Sent sent = judge.watching(watch -> sent(watch, ready, refused));
    Tampering other = sent.other() == null ? null : sent.other().tampering();
    Map<Tampering, Verdict> verdicts = new LinkedHashMap<>();
    for (Tampering each : refused) {
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
   */
  private record Sent(
      @Nullable Prepared other, boolean harmed, boolean unclear, boolean effective) {}

  /** Sends attempts as long as they are refused. */
  private static Sent sent(BucketWatch watch, Deque<Prepared> ready, List<Tampering> refused) {
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
    Set<String> changed = watch.changed();
    String key = other == null ? "" : other.attempt().key();
    boolean own = changed.remove(key);
    return new Sent(other, !changed.isEmpty(), own && keys.contains(key), taken || own);
  }
}
