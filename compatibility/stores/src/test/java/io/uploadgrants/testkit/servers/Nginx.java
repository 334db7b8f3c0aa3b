package io.uploadgrants.testkit.servers;

import io.uploadgrants.equipment.Equipment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx on loopback, with the rule that docs/minio.md shows, for as long as the JVM runs. */
final class Nginx {

  private static final Path PAGE = Path.of("..", "..", "docs", "minio.md");
  private static final String START = "```nginx\n";

  /** One process, with everything that it writes in one folder. */
  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log stderr notice;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
      %s
      }
      """;

  private Nginx() {}

  /** Starts it in front of a store. */
  static URI inFrontOf(URI store) {
    try {
      int port = freePort();
      Path folder = Files.createTempDirectory("nginx-");
      Path file = folder.resolve("nginx.conf");
      Files.writeString(file, CONFIGURATION.formatted(rule(store, port)));
      start(folder, file);
      return URI.create("http://127.0.0.1:" + port);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String rule(URI store, int port) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(START) + START.length();
    return page.substring(start, page.indexOf("```", start))
        .replace("127.0.0.1:9080", "127.0.0.1:" + port)
        .replace("127.0.0.1:9000", store.getRawAuthority());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** It says so when it listens, and ends with the JVM: suites close their servers through it. */
  private static void start(Path folder, Path file) throws IOException {
    String program = Equipment.program("nginx").orElseThrow().toString();
    Process process =
        new ProcessBuilder(
                List.of(program, "-e", "stderr", "-p", folder.toString(), "-c", file.toString()))
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      if (line.contains("event method")) {
        return;
      }
    }
    throw new AssertionError("nginx ended: " + said);
  }
}
