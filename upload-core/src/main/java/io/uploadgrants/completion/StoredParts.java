package io.uploadgrants.completion;

import io.uploadgrants.PartPlan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store has of a multipart upload.
 *
 * @param parts those that are there, by their numbers
 * @param abortDate when a lifecycle rule of the bucket aborts the upload, or {@code null}
 */
record StoredParts(List<StoredPart> parts, @Nullable Instant abortDate) {

  /** Makes the list read-only. */
  public StoredParts {
    parts = List.copyOf(parts);
  }

  /** Returns how far a plan is: what has another size, or is none of its parts, has to be sent. */
  MultipartProgress progress(PartPlan plan) {
    return new MultipartProgress(
        plan, parts.stream().filter(part -> fits(part, plan)).toList(), abortDate);
  }

  private static boolean fits(StoredPart part, PartPlan plan) {
    int number = part.partNumber();
    return number >= 1 && number <= plan.count() && part.size() == plan.sizeOf(number);
  }
}
