package io.uploadgrants.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The prose of the guides: no code, no addresses of links. */
final class GuideTexts {

  private GuideTexts() {}

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(Path.of(".."), Path.of(""), Path.of("../samples"))) {
      try (Stream<Path> files = Files.find(folder, 2, (file, about) -> isGuide(folder, file))) {
        files.forEach(pages::add);
      }
    }
    return pages;
  }

  /** The samples have a folder each; what else lies below has no guides, or is built. */
  private static boolean isGuide(Path folder, Path file) {
    boolean nested = folder.endsWith("samples");
    Path parent = file.getParent();
    boolean here = parent == null || parent.equals(folder);
    return file.toString().endsWith(".md") && (nested || here);
  }

  static List<UserText> of(String file, String page) {
    List<UserText> texts = new ArrayList<>();
    boolean code = false;
    int line = 0;
    for (String text : page.lines().toList()) {
      line++;
      if (text.strip().startsWith("```")) {
        code = !code;
      } else if (!code) {
        texts.add(new UserText(file, line, prose(text)));
      }
    }
    return texts;
  }

  private static String prose(String line) {
    return line.replaceAll("`[^`]*`", "`…`").replaceAll("\\]\\([^)]*\\)", "]");
  }
}
