package io.uploadgrants.content;

/** A file, and the type that its client declares. */
final class Case {

  private final String name;
  private final String declared;
  private final byte[] bytes;

  /**
   * @param name what the file is
   */
  Case(String name, String declared, byte[] bytes) {
    this.name = name;
    this.declared = declared;
    this.bytes = bytes;
  }

  String declared() {
    return declared;
  }

  byte[] head() {
    return Bytes.first(bytes, ContentCheck.HEAD_BYTES);
  }

  ContentVerdict judgedBy(ContentCheck check) {
    return check.check(declared, head(), bytes.length);
  }

  @Override
  public String toString() {
    return name + " as " + declared;
  }
}
