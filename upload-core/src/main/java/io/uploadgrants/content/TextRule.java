package io.uploadgrants.content;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Texts, which nothing but their characters tells: no binary data, no page, and no document whose
 * start is text.
 *
 * @param start how the text begins, in upper or lower case; often empty
 * @param markup finds the page that a text begins, or {@code null}
 */
record TextRule(String start, Function<String, @Nullable String> markup) implements Rule {

  static final TextRule PLAIN = startingWith("");

  /** Parts of pages are part of the language. */
  static final TextRule MARKDOWN = new TextRule("", Markup::beginsPage);

  static final TextRule HTML = new TextRule("", text -> null);

  static TextRule startingWith(String start) {
    return new TextRule(start, Markup::begins);
  }

  @Override
  public @Nullable Difference difference(Head head) {
    String text = Text.seen(head);
    String page = markup.apply(text);
    if (page != null) {
      return Difference.is(page);
    }
    if (!Text.is(head) || !text.regionMatches(true, 0, start, 0, start.length())) {
      return Difference.OTHER;
    }
    String document = document(head, text);
    return document == null ? null : Difference.is(document);
  }

  private static @Nullable String document(Head head, String text) {
    if (PdfRule.headerAt(head) >= 0) {
      return "application/pdf";
    }
    if (text.startsWith("{\\rtf")) {
      return "application/rtf";
    }
    return text.startsWith("%!PS") ? "application/postscript" : null;
  }
}
