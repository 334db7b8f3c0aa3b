package io.uploadgrants.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenDocument and EPUB: a zip file whose first entry, stored as it is, names the type.
 *
 * @param type the type
 * @see <a href="https://www.w3.org/TR/epub-33/#sec-zip-container-mime">EPUB 3.3, section
 *     4.2.6.2</a>
 */
record PackageRule(String type) implements Rule {

  @Override
  public @Nullable Difference difference(Head head) {
    List<ZipEntry> entries = ZipEntry.in(head);
    if (entries.isEmpty() || !entries.get(0).name().equals("mimetype")) {
      return Difference.OTHER;
    }
    ZipEntry first = entries.get(0);
    return !first.deflated() && first.content(head).strip().equals(type) ? null : Difference.OTHER;
  }
}
