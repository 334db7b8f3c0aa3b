package io.uploadgrants.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each Java snippet in the pages is a region of a class here, to the letter. */
class SnippetsTests {

  private static final Pattern IN_PAGE =
      Pattern.compile("<!-- snippet: ([a-z-]+) -->\n```java\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern IN_CLASS =
      Pattern.compile(" *// snippet: ([a-z-]+)\n(.*?) *// end\n", Pattern.DOTALL);
  private static final List<Path> SOURCES =
      List.of(Path.of("src/test/java"), Path.of("../samples/testing/src/test/java"));
  private static final List<Path> PAGES =
      List.of(
          Path.of("../README.md"),
          Path.of("core.md"),
          Path.of("completion.md"),
          Path.of("performing-grants.md"),
          Path.of("servlet.md"),
          Path.of("uppy.md"),
          Path.of("what-browsers-send.md"),
          Path.of("temporary-credentials.md"),
          Path.of("cognito.md"),
          Path.of("testkit.md"));

  @Test
  void everySnippetOfThePagesIsCompiledAndRun() throws IOException {
    Map<String, String> shown = new TreeMap<>();
    for (Path page : PAGES) {
      String text = Files.readString(page);
      collect(IN_PAGE, text, shown);
      assertThat(count(text, "```java\n"))
          .as("Java blocks without a name in %s", page)
          .isEqualTo(count(text, "<!-- snippet: "));
    }
    Map<String, String> compiled = new TreeMap<>();
    for (Path folder : SOURCES) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          collect(IN_CLASS, Files.readString(file), compiled);
        }
      }
    }
    assertThat(new TreeSet<>(shown.keySet())).isEqualTo(new TreeSet<>(compiled.keySet()));
    shown.forEach((name, code) -> assertThat(compiled.get(name)).as(name).isEqualTo(code));
  }

  private static void collect(Pattern pattern, String text, Map<String, String> into) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      assertThat(into.put(matcher.group(1), matcher.group(2).stripTrailing().stripIndent()))
          .as("snippet %s stands twice", matcher.group(1))
          .isNull();
    }
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
