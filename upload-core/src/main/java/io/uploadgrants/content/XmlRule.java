package io.uploadgrants.content;

import org.jspecify.annotations.Nullable;

/**
 * XML, told by its root element, which has to begin within the head.
 *
 * @param root the root element's name without its prefix, or {@code null} for any but those of
 *     pages and SVG
 */
record XmlRule(@Nullable String root) implements Rule {

  @Override
  public @Nullable Difference difference(Head head) {
    String text = Text.seen(head);
    String found = Prologue.root(text);
    if (!Text.is(head) || found == null) {
      return Difference.OTHER;
    }
    if (found.equals(root)) {
      return null;
    }
    String type = typeOf(found);
    if (root != null || type != null) {
      return Difference.is(type == null ? Markup.XML : type);
    }
    String page = Markup.begins(text);
    return page == null || page.equals(Markup.XML) ? null : Difference.is(page);
  }

  private static @Nullable String typeOf(String root) {
    if (root.equalsIgnoreCase("html")) {
      return "application/xhtml+xml";
    }
    return root.equalsIgnoreCase("svg") ? Markup.SVG : null;
  }
}
