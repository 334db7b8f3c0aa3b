package io.uploadgrants.spring;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tests' own class path without some libraries. What is slow to load is loaded once for all
 * cases that have the same of it; our own classes and all that is optional to them are loaded anew
 * each time, above it.
 */
final class ClassPathLayers implements AutoCloseable {

  /** Left out by no case; nothing of it that runs links to what one leaves out. */
  private static final Pattern BASE =
      Pattern.compile(
          "/awssdk/(?!sts/|iam/|cognito|url-connection-client/)|/reactive-streams-"
              + "|/spring-(core|beans|aop|expression)-[0-9]|/jakarta[.]annotation-api-"
              + "|/commons-logging-|/(slf4j-api|log4j-api|(log4j|jul)-to-slf4j)-|/snakeyaml-|/logback-");

  /** Spring, and what it links to itself, of which some cases leave something out. */
  private static final Pattern SPRING =
      Pattern.compile(
          "/spring-(context|web|boot|boot-autoconfigure)-[0-9]|/micrometer-[a-z]+-[0-9]"
              + "|/jakarta[.]servlet-api-");

  private final Map<List<URI>, URLClassLoader> shared = new HashMap<>();

  /**
   * Returns a class path, to be closed.
   *
   * @param libraries what finds the paths of those that are left out
   */
  URLClassLoader without(Pattern libraries) {
    Map<Integer, List<URI>> layers =
        entriesWithout(libraries)
            .collect(
                groupingBy(
                    ClassPathLayers::layer, mapping(entry -> Path.of(entry).toUri(), toList())));
    ClassLoader base = shared(layers, 0, ClassLoader.getPlatformClassLoader());
    return loader(layers.getOrDefault(2, List.of()), shared(layers, 1, base));
  }

  /** Returns one without layers: factories of connection details are looked for beside Spring. */
  static URLClassLoader flatWithout(Pattern libraries) {
    return loader(
        entriesWithout(libraries).map(entry -> Path.of(entry).toUri()).toList(),
        ClassLoader.getPlatformClassLoader());
  }

  private static Stream<String> entriesWithout(Pattern libraries) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
        .filter(Predicate.not(libraries.asPredicate()));
  }

  private static int layer(String entry) {
    return BASE.matcher(entry).find() ? 0 : SPRING.matcher(entry).find() ? 1 : 2;
  }

  private URLClassLoader shared(Map<Integer, List<URI>> layers, int layer, ClassLoader parent) {
    return shared.computeIfAbsent(
        layers.getOrDefault(layer, List.of()), entries -> loader(entries, parent));
  }

  private static URLClassLoader loader(List<URI> entries, ClassLoader parent) {
    return new URLClassLoader(
        entries.stream().map(ClassPathLayers::url).toArray(URL[]::new), parent);
  }

  private static URL url(URI entry) {
    try {
      return entry.toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() throws IOException {
    for (URLClassLoader each : shared.values()) {
      each.close();
    }
  }
}
