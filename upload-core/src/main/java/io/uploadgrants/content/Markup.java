package io.uploadgrants.content;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What browsers take for HTML, SVG or XML. They know more tags than the standard lists, so this
 * does too.
 *
 * @see <a
 *     href="https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type">
 *     MIME Sniffing: identifying a resource with an unknown MIME type</a>
 */
final class Markup {

  static final String HTML = "text/html";
  static final String SVG = "image/svg+xml";
  static final String XML = "application/xml";
  static final String PHP = "text/x-php";

  /** Tags that run something. No metadata of pictures or sounds has them. */
  private static final Set<String> ACTIVE =
      words("applet body embed frameset hta:application html iframe object script svg");

  /** Further tags of pages, which metadata in XML may have too. */
  private static final Set<String> DOCUMENT = words("base head link meta plaintext style title");

  /** Tags of pages' parts, with which browsers begin a page too. */
  private static final Set<String> FRAGMENT =
      words(
          "a abbr article aside audio b blockquote br button canvas center code details dialog div dl em fieldset figure font footer form",
          "frame h1 h2 h3 h4 h5 h6 header hr i img input li main map marquee math nav noscript ol p",
          "picture pre section select source span strong table template textarea tt ul video xmp");

  private static final int LONGEST = 16;

  private Markup() {}

  private static Set<String> words(String... lines) {
    return Set.of(String.join(" ", lines).split(" ", -1));
  }

  /** Returns the type of the page or of the part of one that a text begins, or {@code null}. */
  static @Nullable String begins(String text) {
    return begins(text, true);
  }

  /** Returns the type of the page that a text begins, where parts of pages are no page. */
  static @Nullable String beginsPage(String text) {
    return begins(text, false);
  }

  private static @Nullable String begins(String text, boolean partsCount) {
    Prologue prologue = Prologue.of(text);
    int at = prologue.end();
    String tag = tagAt(text, at);
    String page = DOCUMENT.contains(tag) ? HTML : page(tag, text, at);
    if (page != null) {
      return prologue.isXml() && page.equals(HTML) ? "application/xhtml+xml" : page;
    }
    if (prologue.isXml()) {
      return XML;
    }
    boolean part = FRAGMENT.contains(tag) || prologue.hasComment();
    return partsCount && part ? HTML : null;
  }

  private static @Nullable String page(String tag, String text, int at) {
    if (tag.equals("?php") || text.startsWith("<?=", at)) {
      return PHP;
    }
    if (tag.equals("!doctype")) {
      String name = text.substring(at, Math.min(text.length(), at + 64)).toLowerCase(Locale.ROOT);
      return name.contains("html") ? HTML : name.contains("svg") ? SVG : XML;
    }
    if (tag.equals("svg") || tag.endsWith(":svg")) {
      return SVG;
    }
    return ACTIVE.contains(tag) || tag.endsWith(":html") ? HTML : null;
  }

  /** Returns the type of a page whose tag stands anywhere between two indexes, or {@code null}. */
  static @Nullable String within(Head head, int start, int end) {
    for (int i = start; i < Math.min(end, head.length()); i++) {
      if (head.at(i) == '<') {
        String near = head.latin(i, 64);
        String page = page(tagAt(near, 0), near, 0);
        if (page != null && !page.equals(XML) && !near.startsWith("<?=")) {
          return page;
        }
      }
    }
    return null;
  }

  /** Returns the tag's name at an index in lower case, empty when there is none. */
  private static String tagAt(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '<') {
      return "";
    }
    int end = at + 1;
    while (end < text.length() && end - at <= LONGEST && !endsTag(text.charAt(end))) {
      end++;
    }
    boolean ended = end < text.length() && endsTag(text.charAt(end));
    return ended ? text.substring(at + 1, end).toLowerCase(Locale.ROOT) : "";
  }

  private static boolean endsTag(char c) {
    return c <= ' ' || c == '>' || c == '/';
  }
}
