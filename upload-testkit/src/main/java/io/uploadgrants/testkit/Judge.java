package io.uploadgrants.testkit;

import io.uploadgrants.UploadConstraint;
import io.uploadgrants.testkit.Tampering.Outcome;
import io.uploadgrants.testkit.Tampering.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Says what an attempt did to the bucket, whatever else is in it, and undoes it. */
final class Judge {

  /** Differs from what any upload does. */
  static final Map<String, String> NO_EFFECT = Map.of();

  /** {@code SlowDown} and the like. */
  private static final int UNAVAILABLE = 503;

  /** Comes before most attempts. */
  static final Runnable NOTHING = () -> {};

  private final BucketView bucket;
  private final Lock lock;
  private final Claims claims;
  private final String victim = "somebody-else/" + UUID.randomUUID();

  /**
   * Judges.
   *
   * @param lock held during an attempt, which another one's objects would confuse
   * @param claims what the grants promise
   */
  Judge(BucketView bucket, Lock lock, Claims claims) {
    this.bucket = bucket;
    this.lock = lock;
    this.claims = claims;
  }

  /** The key of somebody else's object, which exists during an attempt that names it. */
  String victim() {
    return victim;
  }

  /** Performs the unaltered upload, and removes its object. */
  Map<String, String> effectOf(WireUpload whole, byte[] file) {
    lock.lock();
    try {
      if (bucket.listing().containsKey(whole.key())) {
        throw new IllegalStateException(
            "The bucket already has an object with the grant's key, which an attack would remove; issue grants with keys that are new.");
      }
      UploadAnswer answer = whole.send();
      if (!answer.accepted()) {
        throw new IllegalStateException(
            "The unaltered grant was refused (%s), so no refusal of an altered one would prove anything; make it work first."
                .formatted(answer));
      }
      Map<String, String> effect = effectOf(whole.key());
      bucket.delete(whole.key());
      if (!BucketView.holds(effect, file)) {
        throw new IllegalStateException(
            "The unaltered grant was accepted, but its object doesn't have the file's bytes.");
      }
      return effect;
    } finally {
      lock.unlock();
    }
  }

  private Map<String, String> effectOf(String key) {
    try {
      return bucket.effect(key);
    } catch (NoSuchKeyException elsewhere) {
      throw new IllegalStateException(
          "The unaltered grant was accepted, but the bucket %s has no object with its key; issue grants for server.target()."
              .formatted(bucket.bucket()),
          elsewhere);
    }
  }

  /**
   * An attempt.
   *
   * @param key the key that its grant is for
   * @param reachesOthers whether it names the object of somebody else
   * @param before what comes first, unjudged
   * @param send what is judged
   * @param effect what the unaltered upload does
   */
  record Attempt(
      String key,
      boolean reachesOthers,
      Runnable before,
      Supplier<UploadAnswer> send,
      Map<String, String> effect) {}

  /** Makes an attempt. */
  Verdict verdict(Attempt attempt) {
    lock.lock();
    try {
      if (attempt.reachesOthers()) {
        bucket.put(victim, "somebody else's");
      }
      try (Watch watch = new Watch()) {
        return judged(attempt, watch);
      }
    } finally {
      lock.unlock();
    }
  }

  private Verdict judged(Attempt attempt, Watch watch) {
    if (attempt.before() != NOTHING) {
      attempt.before().run();
      watch.restart();
    }
    UploadAnswer answer = attempt.send().get();
    Set<String> changed = watch.changed();
    if (answer.status() == UNAVAILABLE) {
      throw new IllegalStateException(
          "The server was too busy for an altered copy (%s), so it has judged nothing; try again later."
              .formatted(answer));
    }
    if (!answer.accepted()) {
      Outcome unharmed = answer.failed() ? Outcome.FAILED : Outcome.REFUSED;
      return changed.isEmpty() ? unbroken(unharmed) : broken(claims.byStore());
    }
    // Who was answered without having stored anything has read, listed or removed something.
    if (!changed.equals(Set.of(attempt.key()))
        || !watch.has(attempt.key())
        || attempt.effect() == NO_EFFECT) {
      return broken(claims.byStore());
    }
    Map<String, String> stored = bucket.effect(attempt.key());
    return stored.equals(attempt.effect())
        ? unbroken(Outcome.HARMLESS)
        : broken(claims.brokenBy(attempt.effect(), stored));
  }

  /** So that a grant which waits for its turn isn't old by then. */
  private static final int TOGETHER = 32;

  /** One of several attempts, with a fresh grant. */
  private record Prepared(Tampering tampering, Attempt attempt) {

    Prepared(Tampering tampering) {
      this(tampering, tampering.prepared());
    }

    boolean isAlone() {
      return attempt.before() != NOTHING;
    }
  }

  /**
   * Makes attempts in their order. One look is enough for those that are refused one after the
   * other: when they have changed nothing together, none has. Otherwise each is made again, alone;
   * harm that isn't done again is everybody's.
   */
  Map<Tampering, Verdict> verdicts(List<Tampering> attempts) {
    Map<Tampering, Verdict> verdicts = new LinkedHashMap<>();
    Deque<Tampering> left = new ArrayDeque<>(attempts);
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
        verdicts.put(alone.tampering(), verdict(alone.attempt()));
      } else {
        verdicts.putAll(together(ready));
      }
    }
    return verdicts;
  }

  private Map<Tampering, Verdict> together(Deque<Prepared> ready) {
    List<Tampering> refused = new ArrayList<>();
    Tampering other = null;
    Sent sent = sent(ready, refused);
    if (sent.other() != null) {
      other = sent.other().tampering();
    }
    Map<Tampering, Verdict> verdicts = new LinkedHashMap<>();
    for (Tampering each : refused) {
      verdicts.put(
          each, sent.harmed() || sent.unclear() ? each.verdict() : unbroken(Outcome.REFUSED));
    }
    if (other != null) {
      verdicts.put(other, other.verdict());
    }
    boolean harmAgain =
        verdicts.values().stream().anyMatch(each -> each.outcome() == Outcome.HARMFUL);
    if (sent.harmed() && !harmAgain) {
      verdicts.replaceAll((each, alone) -> broken(claims.byStore()));
    } else if (other != null && sent.effective() && !hadEffect(verdicts.get(other))) {
      verdicts.put(other, broken(claims.byStore()));
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
  private Sent sent(Deque<Prepared> ready, List<Tampering> refused) {
    lock.lock();
    try {
      bucket.put(victim, "somebody else's");
      try (Watch watch = new Watch()) {
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
    } finally {
      lock.unlock();
    }
  }

  /** Sees what changes in the bucket, and removes what came. */
  private final class Watch implements AutoCloseable {

    private final Set<String> others = new HashSet<>();
    private Map<String, String> start = bucket.listing();
    private @Nullable Map<String, String> end;

    Watch() {
      others.addAll(start.keySet());
      others.remove(victim);
    }

    void restart() {
      start = bucket.listing();
    }

    /** Returns the keys that came, went, or were written again. */
    Set<String> changed() {
      Map<String, String> now = bucket.listing();
      end = now;
      Set<String> keys = new HashSet<>(start.keySet());
      keys.addAll(now.keySet());
      keys.removeIf(key -> start.getOrDefault(key, "").equals(now.getOrDefault(key, "")));
      return keys;
    }

    boolean has(String key) {
      return end != null && end.containsKey(key);
    }

    @Override
    public void close() {
      (end == null ? bucket.listing() : end)
          .keySet().stream().filter(key -> !others.contains(key)).forEach(bucket::delete);
    }
  }

  private static Verdict unbroken(Outcome outcome) {
    return new Verdict(outcome, Set.of());
  }

  private static Verdict broken(Set<UploadConstraint> broken) {
    return new Verdict(Outcome.HARMFUL, broken);
  }
}
