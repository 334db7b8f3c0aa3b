package io.uploadgrants.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON: UTF-8, beginning as a value does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class JsonRule implements Rule {

  private static final String STARTS = "{[\"-0123456789";
  private static final List<String> WORDS = List.of("true", "false", "null");

  @Override
  public @Nullable Difference difference(Head head) {
    String text = Text.seen(head).stripLeading();
    boolean value =
        !text.isEmpty() && STARTS.indexOf(text.charAt(0)) >= 0
            || WORDS.stream().anyMatch(text::startsWith);
    boolean json = value && Text.isUtf8(head);
    return json && PdfRule.headerAt(head) < 0 && !text.startsWith("{\\rtf")
        ? null
        : Difference.OTHER;
  }
}
