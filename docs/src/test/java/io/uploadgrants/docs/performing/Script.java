package io.uploadgrants.docs.performing;

import io.uploadgrants.equipment.Equipment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A script of the page, and what runs it.
 *
 * @param name the client and the kind of grant, for instance {@code curl-put}
 * @param language {@code sh}, {@code py} or {@code js}
 * @param text the script, to the letter
 */
record Script(String name, String language, String text) {

  private static final Pattern IN_PAGE =
      Pattern.compile("<!-- run: ([a-z-]+) -->\n```([a-z]+)\n(.*?)```\n", Pattern.DOTALL);

  /** What the page leaves to its reader. */
  private static final String READER =
      """
      import { readFileSync } from "node:fs";
      import { createRequire } from "node:module";
      const grant = JSON.parse(readFileSync("grant.json", "utf8"));
      const bytes = readFileSync("me.png");
      """;

  static List<Script> all() throws IOException {
    return all(Path.of("performing-grants.md"));
  }

  static List<Script> all(Path page) throws IOException {
    return IN_PAGE
        .matcher(Files.readString(page))
        .results()
        .map(found -> new Script(found.group(1), found.group(2), found.group(3)))
        .toList();
  }

  boolean isForm() {
    return name.endsWith("-form");
  }

  /** Runs it where {@code grant.json} and {@code me.png} are, and returns what it printed. */
  Ended run(Path folder) throws IOException, InterruptedException {
    Path printed = folder.resolve("printed.txt");
    ProcessBuilder builder = new ProcessBuilder(command(folder)).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    // The test's server is on this machine, whatever proxy the machine has.
    environment.put("no_proxy", "*");
    environment.put("NO_PROXY", "*");
    Process process = builder.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(name + " doesn't end");
    }
    return new Ended(process.exitValue(), Files.readString(printed));
  }

  /** How a script ended. */
  record Ended(int code, String printed) {}

  private List<String> command(Path folder) throws IOException {
    return switch (language) {
      case "sh" -> List.of("bash", "-euo", "pipefail", "-c", text);
      case "py" ->
          List.of(Equipment.httpClients().resolve("python/bin/python").toString(), "-c", text);
      case "js" ->
          List.of(
              "node",
              Files.writeString(folder.resolve("script.mjs"), READER + reader() + text).toString());
      default -> throw new AssertionError("nothing runs " + language);
    };
  }

  private String reader() {
    String file = "const file = new File([bytes], 'me.png');\n";
    if (!name.startsWith("axios")) {
      return file;
    }
    return "const axios = createRequire('%s/')('axios');\n"
            .formatted(Equipment.httpClients().resolve("node"))
        + (isForm() ? file : "const file = bytes;\n");
  }

  @Override
  public String toString() {
    return name;
  }
}
