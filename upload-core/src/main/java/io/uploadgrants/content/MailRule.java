package io.uploadgrants.content;

import org.jspecify.annotations.Nullable;

/**
 * Mail: text whose first line is a header field, or the line that mailboxes put before it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5322#section-2.2">RFC 5322, section 2.2</a>
 */
final class MailRule implements Rule {

  @Override
  public @Nullable Difference difference(Head head) {
    Difference text = TextRule.PLAIN.difference(head);
    return text != null || beginsWithField(Text.seen(head)) ? text : Difference.OTHER;
  }

  private static boolean beginsWithField(String text) {
    int end = 0;
    while (end < text.length()
        && text.charAt(end) > ' '
        && text.charAt(end) < 0x7f
        && text.charAt(end) != ':') {
      end++;
    }
    return text.startsWith("From ") || end > 0 && end < text.length() && text.charAt(end) == ':';
  }
}
