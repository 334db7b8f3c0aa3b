package io.uploadgrants;

/** What one grant is good for. */
public enum UploadScope {
  /** One object with a key that the server chose. */
  OBJECT,

  /**
   * Any number of objects below a prefix that the server chose; the client's file names are the
   * rest of their keys. Dangers: the number of objects is unbounded until the grant expires, the
   * rest of each key is the client's text (compare it, never interpret it as a path), and a second
   * file of the same name replaces the first. {@link GrantKind#POST_POLICY} and {@link
   * GrantKind#TEMPORARY_CREDENTIALS} can carry it.
   */
  PREFIX
}
