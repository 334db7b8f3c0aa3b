package io.uploadgrants;

/** Whether an upload may replace an object that exists. */
public enum Overwrite {
  /**
   * No upload replaces anything: the first one to a key wins. The storage must enforce it, so forms
   * are out: S3 ignores {@code If-None-Match} on them.
   */
  NEVER("never"),

  /**
   * No upload replaces an object of another grant. Where the kind can carry {@code If-None-Match:
   * *} it does; elsewhere the key is unguessable and of this grant alone, and its holder can
   * replace its own upload until the grant expires. This is the default.
   */
  ONLY_OWN("only-own"),

  /** An upload replaces whatever stands at the key. */
  ALLOWED("allowed");

  private final String id;

  Overwrite(String id) {
    this.id = id;
  }

  /** {@return the name in configuration, for instance {@code only-own}} */
  public String id() {
    return id;
  }
}
