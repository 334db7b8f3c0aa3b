package io.uploadgrants.browsers;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between browser and store, which a test can cut. */
final class Cable implements AutoCloseable {

  private final URI end;
  private final ServerSocket plug;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  private Cable(URI end) throws IOException {
    this.end = end;
    this.plug = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static Cable to(URI end) throws IOException {
    Cable cable = new Cable(end);
    run(cable::accept);
    return cable;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + plug.getLocalPort());
  }

  /** Ends every connection, and each new one at once. */
  void cut() {
    cut = true;
    connections.forEach(Cable::closeQuietly);
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    try {
      while (!plug.isClosed()) {
        Socket near = plug.accept();
        if (cut) {
          closeQuietly(near);
        } else {
          connect(near);
        }
      }
    } catch (IOException closed) {
      if (!plug.isClosed()) {
        throw new UncheckedIOException(closed);
      }
    }
  }

  private void connect(Socket near) throws IOException {
    Socket far = new Socket(end.getHost(), end.getPort());
    near.setTcpNoDelay(true);
    far.setTcpNoDelay(true);
    connections.add(near);
    connections.add(far);
    run(() -> copy(near, far));
    run(() -> copy(far, near));
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException closed) {
      // Either end has gone, which is what the other one is to see.
    } finally {
      connections.remove(from);
      connections.remove(to);
    }
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() throws IOException {
    plug.close();
    cut();
  }
}
