package io.uploadgrants.testkit.bucket;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees what changes in a bucket, and removes what came. */
public final class BucketWatch implements AutoCloseable {

  private final BucketView bucket;
  private final Set<String> others;
  private Map<String, String> start;
  private @Nullable Map<String, String> end;

  /**
   * Begins to look.
   *
   * @param victim the key of an object that is removed too
   */
  public BucketWatch(BucketView bucket, String victim) {
    this.bucket = bucket;
    this.start = bucket.listing();
    this.others = new HashSet<>(start.keySet());
    others.remove(victim);
  }

  public void restart() {
    start = bucket.listing();
  }

  /** Returns the keys that came, went, or were written again. */
  public Set<String> changed() {
    Map<String, String> now = bucket.listing();
    end = now;
    Set<String> keys = new HashSet<>(start.keySet());
    keys.addAll(now.keySet());
    keys.removeIf(key -> start.getOrDefault(key, "").equals(now.getOrDefault(key, "")));
    return keys;
  }

  public boolean has(String key) {
    return end != null && end.containsKey(key);
  }

  /** Returns whether there is an object under a key that had none at the start. */
  public boolean hasNew(String key) {
    return has(key) && !others.contains(key);
  }

  /** Removes an object that came, so that nothing has changed again. */
  public void remove(String key) {
    bucket.delete(key);
    if (end != null) {
      end.remove(key);
    }
  }

  @Override
  public void close() {
    (end == null ? bucket.listing() : end)
        .keySet().stream().filter(key -> !others.contains(key)).forEach(bucket::delete);
  }
}
