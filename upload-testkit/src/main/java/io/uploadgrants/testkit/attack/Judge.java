package io.uploadgrants.testkit.attack;

import io.uploadgrants.GrantDraft;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.testkit.Tampering.Outcome;
import io.uploadgrants.testkit.Tampering.Verdict;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.bucket.BucketView;
import io.uploadgrants.testkit.bucket.BucketWatch;
import io.uploadgrants.testkit.wire.WireUpload;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
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
      return lasting(key);
    } catch (NoSuchKeyException elsewhere) {
      throw new IllegalStateException(
          "The unaltered grant was accepted, but the bucket %s has no object with its key; issue grants for server.target()."
              .formatted(bucket.bucket()),
          elsewhere);
    }
  }

  /** Each upload of a grant with a ticket has an id of its own, which no two have in common. */
  private Map<String, String> lasting(String key) {
    Map<String, String> effect = new TreeMap<>(bucket.effect(key));
    effect.remove(BucketView.META + GrantDraft.UPLOAD_ID);
    return effect;
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

  /**
   * Looks at the bucket while something is done to it.
   *
   * @param reachesOthers whether somebody else's object is to be there
   */
  <T> T watching(boolean reachesOthers, Function<BucketWatch, T> deed) {
    lock.lock();
    try {
      if (reachesOthers) {
        bucket.put(victim, "somebody else's");
      }
      try (BucketWatch watch = new BucketWatch(bucket, victim)) {
        return deed.apply(watch);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes an attempt. */
  Verdict verdict(Attempt attempt) {
    return watching(attempt.reachesOthers(), watch -> judged(attempt, watch));
  }

  private Verdict judged(Attempt attempt, BucketWatch watch) {
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
    if (!changed.equals(Set.of(attempt.key())) || !watch.has(attempt.key())) {
      return broken(claims.byStore());
    }
    return stored(attempt);
  }

  /** Judges an attempt that was taken, and of which its object came, but nothing else. */
  Verdict stored(Attempt attempt) {
    if (attempt.effect() == NO_EFFECT) {
      return broken(claims.byStore());
    }
    Map<String, String> stored = lasting(attempt.key());
    return stored.equals(attempt.effect())
        ? unbroken(Outcome.HARMLESS)
        : broken(claims.brokenBy(attempt.effect(), stored));
  }

  static Verdict unbroken(Outcome outcome) {
    return new Verdict(outcome, Set.of());
  }

  /** Returns what harm breaks that nobody can tell apart. */
  Verdict allBroken() {
    return broken(claims.byStore());
  }

  private static Verdict broken(Set<UploadConstraint> broken) {
    return new Verdict(Outcome.HARMFUL, broken);
  }
}
