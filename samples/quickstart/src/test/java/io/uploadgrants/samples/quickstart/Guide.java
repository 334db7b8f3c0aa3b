package io.uploadgrants.samples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scripts of docs/performing-grants.md. */
final class Guide {

  private static final Path PAGE = Path.of("../../docs/performing-grants.md");

  private Guide() {}

  static String script(String name) throws IOException {
    Matcher found =
        Pattern.compile("<!-- run: " + name + " -->\n```js\n(.*?)```\n", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    if (!found.find()) {
      throw new AssertionError(PAGE + " has no script " + name);
    }
    return found.group(1);
  }
}
