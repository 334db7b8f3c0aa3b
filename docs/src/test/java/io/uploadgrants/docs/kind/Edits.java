package io.uploadgrants.docs.kind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A diff, of which only the texts count: code that was moved by a line still takes it.
 *
 * @param hunks what is changed, by the file
 */
record Edits(Map<String, List<Hunk>> hunks) {

  private static final String FILE = "+++ b/";

  /** What stands there before and after. */
  record Hunk(String before, String after) {}

  static Edits read(Path diff) throws IOException {
    Map<String, List<Hunk>> hunks = new LinkedHashMap<>();
    List<Hunk> file = new ArrayList<>();
    for (String line : Files.readAllLines(diff)) {
      if (line.startsWith(FILE)) {
        file = new ArrayList<>();
        hunks.put(line.substring(FILE.length()), file);
      } else if (line.startsWith("@@")) {
        file.add(new Hunk("", ""));
      } else if (!line.startsWith("--- a/")) {
        file.add(with(file.remove(file.size() - 1), line));
      }
    }
    return new Edits(hunks);
  }

  private static Hunk with(Hunk hunk, String line) {
    String text = line.substring(1) + "\n";
    return new Hunk(
        line.startsWith("+") ? hunk.before() : hunk.before() + text,
        line.startsWith("-") ? hunk.after() : hunk.after() + text);
  }

  Set<String> files() {
    return hunks.keySet();
  }

  /** Returns the edits of one file. */
  Edits of(String file) {
    return new Edits(Map.of(file, hunks.getOrDefault(file, List.of())));
  }

  void applyTo(Path root) throws IOException {
    for (Map.Entry<String, List<Hunk>> each : hunks.entrySet()) {
      Path file = root.resolve(each.getKey());
      String text = Files.readString(file);
      for (Hunk hunk : each.getValue()) {
        if (text.split(Pattern.quote(hunk.before()), -1).length != 2) {
          throw new IllegalStateException(
              "In %s this doesn't stand once any more; bring edits.diff up to date:%n%s"
                  .formatted(each.getKey(), hunk.before()));
        }
        text = text.replace(hunk.before(), hunk.after());
      }
      Files.writeString(file, text);
    }
  }
}
