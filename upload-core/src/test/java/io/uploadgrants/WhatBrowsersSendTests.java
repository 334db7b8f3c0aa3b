package io.uploadgrants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of docs/what-browsers-send.md are those of the code. */
class WhatBrowsersSendTests {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** Returns each code of a row's second cell with that of its first, for the rows of one table. */
  private static Map<String, String> table(String heading) throws IOException {
    String page = Files.readString(Path.of("../docs/what-browsers-send.md"));
    int start = page.indexOf("\n## " + heading + "\n");
    assertThat(start).as(heading).isPositive();
    int end = page.indexOf("\n## ", start + 1);
    Map<String, String> table = new TreeMap<>();
    page.substring(start, end < 0 ? page.length() : end)
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|"))
        .forEach(
            cells ->
                CODE.matcher(cells[2])
                    .results()
                    .forEach(
                        found -> assertThat(table.put(found.group(1), code(cells[1]))).isNull()));
    return table;
  }

  private static String code(String cell) {
    return cell.strip().replace("`", "");
  }

  @Test
  void thePageHasEveryAliasAndNoOther() throws IOException {
    assertThat(table("Other names of a type")).isEqualTo(new TreeMap<>(TypeAliases.all()));
  }

  @Test
  void thePageHasEveryExtensionAndNoOther() throws IOException {
    Map<String, String> dotted = new TreeMap<>();
    FileTypes.all().forEach((extension, type) -> dotted.put("." + extension, type));

    assertThat(table("Files without a type")).isEqualTo(dotted);
  }

  @Test
  void thePageHasEveryTypeThatTheExtensionRefines() throws IOException {
    assertThat(table("Types that the extension refines"))
        .isEqualTo(new TreeMap<>(StoredType.COARSE));
  }
}
