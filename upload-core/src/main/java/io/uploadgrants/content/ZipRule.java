package io.uploadgrants.content;

import org.jspecify.annotations.Nullable;

/** Zip files, whatever is in them. */
final class ZipRule implements Rule {

  private static final int EMPTY = 22;

  @Override
  public @Nullable Difference difference(Head head) {
    return is(head) ? null : Difference.OTHER;
  }

  static boolean is(Head head) {
    boolean empty = head.has(0, "PK\5\6") && head.length() >= EMPTY;
    return empty || head.has(0, "PK\7\10PK\3\4") || !ZipEntry.in(head).isEmpty();
  }
}
