package io.uploadgrants.docs.kind;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A copy of the modules that know kinds of grants, to be changed, compiled and loaded.
 *
 * @param root where the copy is
 */
record SourceTree(Path root) {

  private static final List<String> MODULES =
      List.of("upload-core", "upload-http", "upload-testkit");
  private static final String CLASSES = "classes";

  /** Copies what the modules are made of; each file keeps its path. */
  static SourceTree copiedTo(Path root) throws IOException {
    SourceTree tree = new SourceTree(root);
    for (String module : MODULES) {
      tree.add(Path.of(".."), module + "/src/main");
    }
    tree.addScripts();
    return tree;
  }

  /** Copies the scripts that the build of upload-http takes from where they are made. */
  private void addScripts() throws IOException {
    Path copies = root.resolve("upload-http/src/main/resources/io/uploadgrants/http/browser");
    Files.createDirectories(copies);
    try (Stream<Path> scripts = Files.list(Path.of("../clients/browser/dist"))) {
      for (Path script : scripts.filter(Files::isRegularFile).toList()) {
        Files.copy(script, copies.resolve(script.getFileName()));
      }
    }
  }

  /** Copies what lies below a folder of another tree. */
  void add(Path other, String folder) throws IOException {
    try (Stream<Path> files = Files.walk(other.resolve(folder))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = root.resolve(other.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** Returns the compiler's errors, each with the path of its file. */
  List<String> compile() throws IOException {
    Path classes = Files.createDirectories(root.resolve(CLASSES));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (Stream<Path> files = Files.walk(root);
        StandardJavaFileManager manager =
            compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      manager.setLocationFromPaths(StandardLocation.CLASS_PATH, others());
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      // As in the build: what a file lacks is told though another has an error.
      List<String> options = List.of("-proc:none", "--should-stop=ifError=FLOW");
      compiler
          .getTask(
              null, manager, found, options, null, manager.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    return found.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(this::text)
        .toList();
  }

  private String text(Diagnostic<? extends JavaFileObject> error) {
    JavaFileObject source = error.getSource();
    String file = source == null ? "" : root.toUri().relativize(source.toUri()).getPath();
    return file + ": " + error.getMessage(Locale.ROOT);
  }

  /** Returns a loader that sees these classes and none of the modules' own. */
  URLClassLoader loader() throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(root.resolve(CLASSES).toUri().toURL());
    for (String module : MODULES) {
      Path resources = root.resolve(module).resolve("src/main/resources");
      if (Files.exists(resources)) {
        urls.add(resources.toUri().toURL());
      }
    }
    for (Path other : others()) {
      urls.add(other.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** Returns the class path without this project's own, whether packed or not. */
  private static List<Path> others() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .map(Path::of)
        .filter(each -> Files.isRegularFile(each))
        .filter(each -> !each.getFileName().toString().startsWith("upload-"))
        .toList();
  }
}
