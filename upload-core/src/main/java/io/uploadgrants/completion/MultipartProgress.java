package io.uploadgrants.completion;

import io.uploadgrants.PartPlan;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a multipart upload is.
 *
 * @param plan how the file is cut
 * @param parts the parts that the store has with the plan's sizes, by their numbers; of an
 *     {@linkplain PartPlan#isOpen() open} plan those of any size
 * @param abortDate when a lifecycle rule of the bucket aborts the upload, or {@code null}
 */
public record MultipartProgress(
    PartPlan plan, List<StoredPart> parts, @Nullable Instant abortDate) {

  /** Makes the list read-only. */
  public MultipartProgress {
    Objects.requireNonNull(plan, "plan");
    parts = List.copyOf(parts);
  }

  /** Returns how many bytes the parts have together. */
  long size() {
    return parts.stream().mapToLong(StoredPart::size).sum();
  }
}
