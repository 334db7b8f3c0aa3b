package io.uploadgrants;

import java.util.Collection;
import java.util.stream.Collectors;

/** What a profile can demand of an upload, named as on the wire. */
public enum UploadConstraint {
  /** The object's key, or the prefix that it stands below. */
  KEY("key"),
  /** The object's size in bytes. */
  SIZE("size"),
  /** The object's {@code Content-Type}. */
  CONTENT_TYPE("content-type"),
  /** A checksum that the bytes must have. */
  CHECKSUM("checksum"),
  /** An object that exists isn't replaced. */
  NO_OVERWRITE("no-overwrite"),
  /** User metadata stored with the object. */
  METADATA("metadata"),
  /** Object tags. */
  TAGS("tags"),
  /** The storage class. */
  STORAGE_CLASS("storage-class"),
  /** Server-side encryption. */
  ENCRYPTION("encryption"),
  /** Cache control, content disposition, ACL and expected bucket owner. */
  HEADERS("headers"),
  /** The moment after which the grant no longer works. */
  VALIDITY("validity"),
  /** The object's first bytes, which must be what its type says. */
  CONTENT("content");

  private final String id;

  UploadConstraint(String id) {
    this.id = id;
  }

  /**
   * {@return the name of this constraint in JSON and in texts, for instance {@code no-overwrite}}
   */
  public String id() {
    return id;
  }

  /** Returns the names of constraints, for a text. */
  static String ids(Collection<UploadConstraint> constraints) {
    return constraints.stream().map(UploadConstraint::id).collect(Collectors.joining(", "));
  }
}
