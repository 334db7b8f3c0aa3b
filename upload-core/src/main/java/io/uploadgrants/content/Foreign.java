package io.uploadgrants.content;

import org.jspecify.annotations.Nullable;

/**
 * What has no place in a picture, film, sound or font, and makes it two files in one: a page, an
 * archive, a PDF, a script.
 */
final class Foreign {

  private static final String[][] PARTS = {
    {"PK\3\4", "application/zip"},
    {"PK\5\6", "application/zip"},
    {"Rar!\u001a\7", "application/vnd.rar"},
    {"7z\u00bc\u00af'\u001c", "application/x-7z-compressed"},
    {"%PDF-", "application/pdf"}
  };

  private static final int TAR_MARK = 257;

  private Foreign() {}

  /** Returns the type of what stands anywhere in the head, or {@code null}. */
  static @Nullable String in(Head head) {
    String page = Markup.within(head, 0, head.length());
    if (page != null) {
      return page;
    }
    String part = partIn(head, 1, PARTS.length);
    return part != null ? part : script(head);
  }

  /** Returns the type of the archive in the head, from an index on, or {@code null}. */
  static @Nullable String archiveIn(Head head, int from) {
    return partIn(head, from, PARTS.length - 1);
  }

  private static @Nullable String partIn(Head head, int from, int parts) {
    if (head.has(TAR_MARK, "ustar")) {
      return "application/x-tar";
    }
    for (int i = from; i < head.length(); i++) {
      int first = head.at(i);
      if (first == 'P' || first == 'R' || first == '7' || first == '%') {
        for (int part = 0; part < parts; part++) {
          if (head.has(i, PARTS[part][0])) {
            return PARTS[part][1];
          }
        }
      }
    }
    return null;
  }

  /**
   * Returns JavaScript's type when a header is a variable's name in it, with a comment or an
   * assignment behind: {@code GIF89a/*}. In files that say their size there, the right size is no
   * script.
   */
  private static @Nullable String script(Head head) {
    int at = nameEnd(head);
    if (at == 0 || saysItsSize(head)) {
      return null;
    }
    while (at < head.length() && head.at(at) <= ' ' && head.at(at) > 0) {
      at++;
    }
    int first = head.at(at);
    int second = head.at(at + 1);
    boolean comment = first == '/' && (second == '*' || second == '/');
    boolean assigned = first == '=' && second >= ' ' && second < 0x7f;
    return comment || assigned ? "text/javascript" : null;
  }

  private static int nameEnd(Head head) {
    if (head.has(0, "wOF")) {
      return 8;
    }
    return head.has(0, "GIF8") ? 6 : head.has(0, "RIFF") ? 4 : head.has(0, "BM") ? 2 : 0;
  }

  private static boolean saysItsSize(Head head) {
    long riff = head.little32(4) + 8;
    return head.has(0, "wOF") && head.big32(8) == head.size()
        || head.has(0, "BM") && head.little32(2) == head.size()
        || head.has(0, "RIFF") && (riff == head.size() || riff + 1 == head.size());
  }
}
