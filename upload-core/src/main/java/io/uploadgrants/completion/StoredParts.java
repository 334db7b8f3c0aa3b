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
public record StoredParts(List<StoredPart> parts, @Nullable Instant abortDate) {

  /** Makes the list read-only. */
  public StoredParts {
    parts = List.copyOf(parts);
  }

  /** Returns those of a plan: what has another size, or is none of its parts, has to be sent. */
  StoredParts of(PartPlan plan) {
    return new StoredParts(parts.stream().filter(part -> fits(part, plan)).toList(), abortDate);
  }

  private static boolean fits(StoredPart part, PartPlan plan) {
    int number = part.partNumber();
    return number >= 1 && number <= plan.count() && part.size() == plan.sizeOf(number);
  }
}
