package io.uploadgrants;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Answers each request with a body that begins and never ends: no single read times out. */
public final class DrippingServer implements AutoCloseable {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: 1000000\r\n\r\n";

  private final ServerSocket server;
  private final String type;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public DrippingServer(String type) throws IOException {
    this.type = type;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> drip(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void drip(Socket client) {
    try (client) {
      OutputStream out = client.getOutputStream();
      out.write(HEAD.formatted(type).getBytes(StandardCharsets.US_ASCII));
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

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
