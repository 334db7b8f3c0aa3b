package io.uploadgrants.completion;

import io.uploadgrants.IssuanceFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The calls to one bucket that completion makes, one request each. Every method throws {@link
 * IssuanceFailedException} when the store can't be reached or fails.
 */
interface ObjectStore {

  /** Returns what the store says of an object, or {@code null} when there is none. */
  @Nullable StoredObject look(String key);

  /**
   * Returns an object's first bytes.
   *
   * @param object what was looked at
   * @param count how many bytes at most
   * @return the bytes, or {@code null} when the object is gone or is another one by now
   */
  byte @Nullable [] read(String key, StoredObject object, int count);

  /**
   * Removes an object, unless it is another one by now.
   *
   * @param object what was looked at
   * @return whether it is gone; {@code false} when another one has taken its place
   */
  boolean remove(String key, StoredObject object);
}
