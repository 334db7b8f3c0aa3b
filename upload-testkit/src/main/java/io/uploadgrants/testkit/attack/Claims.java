package io.uploadgrants.testkit.attack;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.bucket.BucketView;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a grant promises of the store, held against what came of an altered copy.
 *
 * @param byStore the constraints that the store is said to enforce
 */
record Claims(Set<UploadConstraint> byStore) {

  static Claims of(UploadGrant grant) {
    Set<UploadConstraint> claimed = EnumSet.noneOf(UploadConstraint.class);
    grant
        .enforced()
        .forEach(
            (constraint, enforcer) -> {
              if (enforcer == EnforcedBy.STORAGE) {
                claimed.add(constraint);
              }
            });
    return new Claims(Collections.unmodifiableSet(claimed));
  }

  /** Returns those that an object of the granted key breaks. */
  Set<UploadConstraint> brokenBy(Map<String, String> granted, Map<String, String> stored) {
    Set<UploadConstraint> broken = EnumSet.noneOf(UploadConstraint.class);
    Set<String> parts = new HashSet<>(granted.keySet());
    parts.addAll(stored.keySet());
    for (String part : parts) {
      String was = granted.getOrDefault(part, "");
      String is = stored.getOrDefault(part, "");
      if (!was.equals(is)) {
        add(constraint(part), broken);
        if (part.equals(BucketView.BYTES) && was.length() != is.length()) {
          add(UploadConstraint.SIZE, broken);
        }
      }
    }
    return Collections.unmodifiableSet(broken);
  }

  private void add(@Nullable UploadConstraint constraint, Set<UploadConstraint> broken) {
    if (constraint != null && byStore.contains(constraint)) {
      broken.add(constraint);
    }
  }

  /** What no constraint speaks of, a profile can't demand. */
  private static @Nullable UploadConstraint constraint(String part) {
    return switch (part) {
      case BucketView.BYTES -> UploadConstraint.CHECKSUM;
      case "type" -> UploadConstraint.CONTENT_TYPE;
      case "cache", "disposition", "acl" -> UploadConstraint.HEADERS;
      case "class" -> UploadConstraint.STORAGE_CLASS;
      case "encryption" -> UploadConstraint.ENCRYPTION;
      case "tags" -> UploadConstraint.TAGS;
      default -> part.startsWith(BucketView.META) ? UploadConstraint.METADATA : null;
    };
  }
}
