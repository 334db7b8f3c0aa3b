package io.uploadgrants.completion;

import io.uploadgrants.UploadRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * What was found under an upload's key.
 *
 * @param object the upload's object, or {@code null} when it isn't there
 * @param broken how it differs from what was promised, or {@code null}
 */
record Finding(@Nullable StoredObject object, @Nullable UploadRefusedException broken) {

  /** Returns whether the object is there as it was promised. */
  boolean fits() {
    return object != null && broken == null;
  }
}
