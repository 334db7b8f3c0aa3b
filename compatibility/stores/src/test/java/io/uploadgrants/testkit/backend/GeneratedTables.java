package io.uploadgrants.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The tables of a page below {@code docs} that tests write, each between two comments. */
final class GeneratedTables {

  private static final String END = "<!-- end -->";

  private GeneratedTables() {}

  /**
   * Fails when a table of the page isn't as given, unless it may write it anew.
   *
   * @param tables each table by its name, which the comment in front of it has
   */
  static void assertAreOfToday(String name, Map<String, String> tables) throws IOException {
    Path page = Path.of("..", "..", "docs", name);
    String expected = Files.readString(page);
    for (Map.Entry<String, String> table : tables.entrySet()) {
      String start = "<!-- " + table.getKey() + " -->\n";
      assertThat(expected).as(name).contains(start);
      int from = expected.indexOf(start) + start.length();
      expected =
          expected.substring(0, from)
              + table.getValue()
              + expected.substring(expected.indexOf(END, from));
    }
    if ("write".equals(System.getProperty("upload.docs"))) {
      Files.writeString(page, expected);
    }
    assertThat(Files.readString(page))
        .as("docs/%s; -Dupload.docs=write writes its tables anew", name)
        .isEqualTo(expected);
  }
}
