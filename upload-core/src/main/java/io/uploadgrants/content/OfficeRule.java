package io.uploadgrants.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Word, Excel and PowerPoint files: a zip file in which each entry that the head shows belongs to
 * such a file, and whose list of content types, as far as the head shows it, names this program's
 * document without macros.
 *
 * @param folder where this program's parts are
 * @param main how the document's main part is called in that list
 * @param macros the type of the same file with macros
 */
record OfficeRule(String folder, String main, String macros) implements Rule {

  private static final String TYPES = "[Content_Types].xml";
  private static final List<String> COMMON =
      List.of(
          "_rels/",
          "docProps/",
          "docMetadata/",
          "customXml/",
          "customUI/",
          "_xmlsignatures/",
          "[trash]/");

  @Override
  public @Nullable Difference difference(Head head) {
    List<ZipEntry> entries = ZipEntry.in(head);
    if (entries.isEmpty()) {
      return Difference.OTHER;
    }
    for (ZipEntry entry : entries) {
      if (!belongs(entry.name())) {
        return Difference.OTHER;
      }
      String types = entry.name().equals(TYPES) ? entry.content(head) : "";
      if (types.contains(".macroEnabled.main+xml") || entry.name().endsWith("vbaProject.bin")) {
        return Difference.is(macros);
      }
      if (types.contains("</Types>") && !types.contains(main)) {
        return Difference.OTHER;
      }
    }
    return null;
  }

  private boolean belongs(String name) {
    return name.equals(TYPES)
        || name.startsWith(folder)
        || COMMON.stream().anyMatch(name::startsWith);
  }
}
