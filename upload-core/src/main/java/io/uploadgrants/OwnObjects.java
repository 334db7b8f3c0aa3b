package io.uploadgrants;

/** What the holder of temporary credentials may do with its own objects beside uploading them. */
public enum OwnObjects {
  /** Reads them ({@code s3:GetObject}). */
  READ("read"),
  /** Lists the keys below the own prefix ({@code s3:ListBucket} with {@code s3:prefix}). */
  LIST("list");

  private final String id;

  OwnObjects(String id) {
    this.id = id;
  }

  /**
   * Returns the name in configuration.
   *
   * @return for instance {@code read}
   */
  public String id() {
    return id;
  }
}
