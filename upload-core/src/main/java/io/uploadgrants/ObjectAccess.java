package io.uploadgrants;

/**
 * What temporary credentials allow with the objects of their own key or prefix, besides uploading.
 */
public enum ObjectAccess {
  /** Reads them ({@code s3:GetObject}). */
  READ("read"),
  /** Lists the keys below the own prefix ({@code s3:ListBucket} with {@code s3:prefix}). */
  LIST("list");

  private final String id;

  ObjectAccess(String id) {
    this.id = id;
  }

  /** {@return the name in configuration, for instance {@code read}} */
  public String id() {
    return id;
  }
}
