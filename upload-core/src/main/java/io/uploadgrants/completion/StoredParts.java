package io.uploadgrants.completion;

import io.uploadgrants.PartPlan;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the store has of a multipart upload.
 *
 * @param parts those that are there, by their numbers; some stores list a part that was sent again
 *     as often as it was sent
 * @param abortDate when a lifecycle rule of the bucket aborts the upload, or {@code null}
 */
record StoredParts(List<StoredPart> parts, @Nullable Instant abortDate) {

  /** Makes the list read-only. */
  public StoredParts {
    parts = List.copyOf(parts);
  }

  /**
   * Returns those of a plan: what has another size, or is none of its parts, has to be sent. Of an
   * open plan they have any size.
   */
  List<StoredPart> of(PartPlan plan) {
    return parts.stream().filter(part -> fits(part, plan)).toList();
  }

  /** Returns how far a plan is. A part that was sent again counts once. */
  MultipartProgress progress(PartPlan plan) {
    SortedMap<Integer, StoredPart> once = new TreeMap<>();
    of(plan).forEach(part -> once.put(part.partNumber(), part));
    return new MultipartProgress(plan, List.copyOf(once.values()), abortDate);
  }

  private static boolean fits(StoredPart part, PartPlan plan) {
    int number = part.partNumber();
    return number >= 1
        && number <= plan.count()
        && (plan.isOpen() || part.size() == plan.sizeOf(number));
  }
}
