package io.uploadgrants.completion;

import io.uploadgrants.PartPlan;
import java.util.Objects;

/**
 * How far a multipart upload is.
 *
 * @param plan how the file is cut
 * @param stored the parts that the store has, of those that have the plan's size
 */
public record MultipartProgress(PartPlan plan, StoredParts stored) {

  /** Checks that nothing is missing. */
  public MultipartProgress {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(stored, "stored");
  }
}
