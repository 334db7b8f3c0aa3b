package io.uploadgrants.content;

import org.jspecify.annotations.Nullable;

/**
 * JSON: UTF-8, beginning as a value does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class JsonRule implements Rule {

  private static final String STARTS = "{[\"-0123456789tfn";

  @Override
  public @Nullable Difference difference(Head head) {
    String text = Text.seen(head).stripLeading();
    boolean json = !text.isEmpty() && STARTS.indexOf(text.charAt(0)) >= 0 && Text.isUtf8(head);
    return json && PdfRule.headerAt(head) < 0 && !text.startsWith("{\\rtf")
        ? null
        : Difference.OTHER;
  }
}
