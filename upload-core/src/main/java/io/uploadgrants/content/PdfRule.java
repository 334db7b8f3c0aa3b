package io.uploadgrants.content;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * PDF: its header within the first 1,024 bytes, as readers look for it, and before it nothing that
 * anybody knows.
 *
 * @param detector finds the type of other bytes
 * @see <a
 *     href="https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/pdfreference1.7old.pdf">
 *     PDF Reference 1.7, appendix H, note 13</a>
 */
record PdfRule(Function<Head, String> detector) implements Rule {

  private static final int SEARCHED = 1_024;
  private static final Set<String> NOTHING = Set.of(Difference.UNKNOWN, "text/plain");

  /** Returns where a PDF's header stands, or -1. */
  static int headerAt(Head head) {
    int at = head.find("%PDF-", 0, SEARCHED);
    int digit = at < 0 ? -1 : head.at(at + 5);
    return digit >= '0' && digit <= '9' ? at : -1;
  }

  @Override
  public @Nullable Difference difference(Head head) {
    int at = headerAt(head);
    if (at < 0) {
      return Difference.OTHER;
    }
    if (at > 0) {
      Head before = head.first(at);
      String known = known(before);
      if (!NOTHING.contains(known)) {
        return Difference.is(known);
      }
    }
    String archive = Foreign.archiveIn(head, 0);
    return archive == null ? null : Difference.alsoHolds(archive);
  }

  private String known(Head before) {
    Difference acted = new AnyBytesRule().difference(before);
    if (acted != null && acted.detected() != null) {
      return acted.detected();
    }
    String page = Markup.within(before, 0, before.length());
    return page == null ? detector.apply(before) : page;
  }
}
