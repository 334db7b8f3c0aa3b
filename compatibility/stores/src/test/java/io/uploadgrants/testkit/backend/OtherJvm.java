package io.uploadgrants.testkit.backend;

import io.uploadgrants.testkit.Backend;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Another JVM that opened a server, or couldn't, and was killed.
 *
 * @param pid its process
 * @param said the bucket that it has left, or why it has none
 */
public record OtherJvm(long pid, String said) {

  static final String SAYS = "OTHER JVM: ";

  public static OtherJvm opening(Backend backend, Map<String, String> environment) {
    return opening(backend, environment, entry -> true);
  }

  static OtherJvm opening(
      Backend backend, Map<String, String> environment, Predicate<String> classPath) {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It is killed before code that is compiled any better pays.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(classPath)
                    .collect(Collectors.joining(File.pathSeparator)),
                OpensAndWaits.class.getName(),
                backend.name())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      try {
        return new OtherJvm(process.pid(), said(process));
      } finally {
        process.destroyForcibly().onExit().join();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String said(Process process) throws IOException {
    StringBuilder all = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(SAYS)) {
          return line.substring(SAYS.length());
        }
        all.append(line).append('\n');
      }
    }
    throw new AssertionError("The other JVM has opened nothing:\n" + all);
  }
}
