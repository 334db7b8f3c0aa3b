package io.uploadgrants;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Who enforces a constraint, named as on the wire. */
public enum EnforcedBy {
  /** The S3 server refuses an upload that breaks it. */
  STORAGE("storage"),

  /** The application checks the stored object, and removes it when it breaks the constraint. */
  COMPLETION("completion");

  private final String id;

  EnforcedBy(String id) {
    this.id = id;
  }

  /** {@return the name on the wire, {@code storage} or {@code completion}} */
  public String id() {
    return id;
  }

  /** Returns the constraints that are enforced this way. */
  Set<UploadConstraint> of(Map<UploadConstraint, EnforcedBy> enforced) {
    Set<UploadConstraint> mine = EnumSet.noneOf(UploadConstraint.class);
    enforced.forEach(
        (constraint, by) -> {
          if (by == this) {
            mine.add(constraint);
          }
        });
    return mine;
  }
}
