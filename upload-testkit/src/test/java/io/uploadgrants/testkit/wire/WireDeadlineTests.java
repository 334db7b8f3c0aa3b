package io.uploadgrants.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

// A thread that reads or waits for ever heeds no interrupt.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class WireDeadlineTests {

  @Test
  void anAnswerThatNeverEndsIsWhatCameOfItInTime() throws IOException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      thread.execute(() -> drip(server));

      byte[] answer =
          Wire.exchange(
              URI.create("http://127.0.0.1:" + server.getLocalPort()),
              "GET",
              "/",
              List.of(),
              new byte[0],
              300);

      assertThat(new String(answer, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200 OK");
    } finally {
      thread.shutdownNow();
    }
  }

  private static void drip(ServerSocket server) {
    try (Socket client = server.accept()) {
      OutputStream out = client.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      while (!server.isClosed()) {
        out.write(' ');
        out.flush();
        LockSupport.parkNanos(20_000_000);
      }
    } catch (IOException left) {
      // The client had enough of it, as it should.
      return;
    }
  }
}
