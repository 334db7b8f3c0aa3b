package io.uploadgrants.testkit;

import io.uploadgrants.UploadConstraint;
import io.uploadgrants.testkit.Tampering.Outcome;
import io.uploadgrants.testkit.Tampering.Verdict;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
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
   * Makes an attempt.
   *
   * @param key the key that the grant is for
   * @param reachesOthers whether the attempt names the object of somebody else
   * @param before what comes first, unjudged
   * @param attempt what is judged
   * @param effect what the unaltered upload does
   */
  Verdict verdict(
      String key,
      boolean reachesOthers,
      Runnable before,
      Supplier<UploadAnswer> attempt,
      Map<String, String> effect) {
    lock.lock();
    try {
      if (reachesOthers) {
        bucket.put(victim, "somebody else's");
      }
      return judged(key, before, attempt, effect);
    } finally {
      lock.unlock();
    }
  }

  private Verdict judged(
      String key, Runnable before, Supplier<UploadAnswer> attempt, Map<String, String> effect) {
    Map<String, String> start = bucket.listing();
    Set<String> others = new HashSet<>(start.keySet());
    others.remove(victim);
    Map<String, String> after = Map.of();
    try {
      if (before != NOTHING) {
        before.run();
        start = bucket.listing();
      }
      UploadAnswer answer = attempt.get();
      after = bucket.listing();
      Set<String> changed = changed(start, after);
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
      if (!changed.equals(Set.of(key)) || !after.containsKey(key) || effect == NO_EFFECT) {
        return broken(claims.byStore());
      }
      Map<String, String> stored = bucket.effect(key);
      return stored.equals(effect)
          ? unbroken(Outcome.HARMLESS)
          : broken(claims.brokenBy(effect, stored));
    } finally {
      (after.isEmpty() ? bucket.listing() : after)
          .keySet().stream().filter(each -> !others.contains(each)).forEach(bucket::delete);
    }
  }

  private static Verdict unbroken(Outcome outcome) {
    return new Verdict(outcome, Set.of());
  }

  private static Verdict broken(Set<UploadConstraint> broken) {
    return new Verdict(Outcome.HARMFUL, broken);
  }

  /** Returns the keys that came, went, or were written again. */
  private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
    Set<String> keys = new HashSet<>(before.keySet());
    keys.addAll(after.keySet());
    keys.removeIf(key -> before.getOrDefault(key, "").equals(after.getOrDefault(key, "")));
    return keys;
  }
}
