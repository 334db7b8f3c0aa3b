package io.uploadgrants.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The published modules' sources, and sources that a test makes. */
final class Sources {

  static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private static final Pattern LEFT_OUT =
      Pattern.compile("<excludePackageNames>(.*?)</excludePackageNames>");
  private static final Pattern COLON = Pattern.compile(":");

  private Sources() {}

  static List<JavaFileObject> published() throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    for (String module : PublishedModules.NAMES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          sources.add(new Source(file.toString(), Files.readString(file)));
        }
      }
    }
    return sources;
  }

  /** Returns those whose public elements the Javadoc shows: each module's pom leaves some out. */
  static List<JavaFileObject> documented() throws IOException {
    List<String> left = new ArrayList<>();
    for (String module : PublishedModules.NAMES) {
      Matcher names = LEFT_OUT.matcher(Files.readString(Path.of("..", module, "pom.xml")));
      if (names.find()) {
        COLON
            .splitAsStream(names.group(1))
            .forEach(name -> left.add("/" + name.replace('.', '/') + "/"));
      }
    }
    return published().stream()
        .filter(source -> left.stream().noneMatch(source.getName()::contains))
        .toList();
  }

  static JavaFileObject of(String name, String text) {
    return new Source(name, text);
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String name;
    private final String text;

    private Source(String name, String text) {
      super(URI.create("string:///" + name.replace("../", "")), Kind.SOURCE);
      this.name = name;
      this.text = text;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
