package io.uploadgrants.testkit.backend;

import io.uploadgrants.testkit.ServerUnavailableException;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The program versitygw.
 *
 * @param file where it is
 */
record VersityGatewayProgram(Path file) {

  static final String VARIABLE = "UPLOAD_TEST_VERSITYGW_BINARY";

  /**
   * Ends the program and removes its folder when our end of the shell's standard input is closed:
   * by us, or by the system once this JVM has ended, even if it was killed. So nothing is left that
   * a later run would have to know from what is still in use.
   */
  private static final String WHILE_WE_RUN =
      """
      trap '' INT HUP PIPE
      exec 3<&0
      "$@" </dev/null 3<&- >"$0/log" 2>&1 &
      program=$!
      { read -r never <&3; kill -KILL $program; } &
      watcher=$!
      wait $program
      kill $watcher 2>/dev/null
      said=$(tail -n 1 "$0/log")
      rm -rf "$0"
      echo "$said"
      """;

  private static final Duration LONGEST_START = Duration.ofSeconds(30);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Returns the one that the environment has. */
  static Optional<VersityGatewayProgram> find(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "").strip();
    Stream<Path> candidates =
        named.isEmpty()
            ? Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "versitygw"))
            : Stream.of(Path.of(named));
    return candidates
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(VersityGatewayProgram::new);
  }

  /** Starts it, and waits until it takes requests. */
  OpenServer.Access start() {
    try {
      VersityGatewayOptions options = VersityGatewayOptions.fresh();
      String address = "127.0.0.1:" + freePort();
      URI endpoint = URI.create("http://" + address);
      Process shell = start(address, options);
      awaitAnswer(shell, endpoint.resolve(VersityGatewayOptions.HEALTH));
      return VersityGatewayBackend.access(endpoint, options);
    } catch (IOException failed) {
      throw new ServerUnavailableException(text(String.valueOf(failed.getMessage())), failed);
    }
  }

  private Process start(String address, VersityGatewayOptions options) throws IOException {
    Path folder = Files.createTempDirectory("upload-test-versitygw-");
    Path objects = Files.createDirectory(folder.resolve("objects"));
    Path attributes = Files.createDirectory(folder.resolve("attributes"));
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", WHILE_WE_RUN, folder.toString(), file.toString()));
    command.addAll(List.of(options.arguments(address, objects.toString(), attributes.toString())));
    ProcessBuilder shell = new ProcessBuilder(command).redirectErrorStream(true);
    // Others of these names would be options, too.
    shell.environment().keySet().removeIf(name -> name.matches("(VGW|ROOT)_.*"));
    shell.environment().putAll(options.environment());
    try {
      return shell.start();
    } catch (IOException noShell) {
      for (Path made : List.of(objects, attributes, folder)) {
        Files.delete(made);
      }
      throw noShell;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer(Process shell, URI health) throws IOException {
    long started = System.nanoTime();
    while (!answers(health)) {
      boolean late = System.nanoTime() - started > LONGEST_START.toNanos();
      if (late || !shell.isAlive()) {
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        throw new ServerUnavailableException(text(said.strip()));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean answers(URI health) {
    try {
      HttpURLConnection asking = (HttpURLConnection) health.toURL().openConnection(Proxy.NO_PROXY);
      asking.setConnectTimeout((int) LONGEST_ANSWER.toMillis());
      asking.setReadTimeout((int) LONGEST_ANSWER.toMillis());
      return asking.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String text(String reason) {
    return "The program %s doesn't start: %s. UploadServer.embedded() needs none."
        .formatted(file, reason.isEmpty() ? "no reason given" : reason);
  }
}
