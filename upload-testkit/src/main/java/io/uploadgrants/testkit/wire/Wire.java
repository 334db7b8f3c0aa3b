package io.uploadgrants.testkit.wire;

import io.uploadgrants.testkit.UploadAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One HTTP/1.1 exchange over a socket of its own: no client corrects what is sent, so that an
 * attack arrives as it was made.
 */
public final class Wire {

  private static final int TIMEOUT_MILLIS = 30_000;

  private Wire() {}

  /** A header as it goes over the wire. */
  public record Header(String name, String value) {}

  static UploadAnswer send(
      URI server, String method, String target, List<Header> headers, byte[] body) {
    return WireAnswer.of(exchange(server, method, target, headers, body));
  }

  /** Returns what came back, however much of it came. */
  public static byte[] exchange(
      URI server, String method, String target, List<Header> headers, byte[] body) {
    return exchange(server, method, target, headers, body, TIMEOUT_MILLIS);
  }

  /** Says by the connection that nothing follows, whatever length the headers declare. */
  static byte[] endingEarly(
      URI server, String method, String target, List<Header> headers, byte[] body) {
    return exchange(server, method, target, headers, body, TIMEOUT_MILLIS, Socket::shutdownOutput);
  }

  static byte[] exchange(
      URI server,
      String method,
      String target,
      List<Header> headers,
      byte[] body,
      int timeoutMillis) {
    return exchange(server, method, target, headers, body, timeoutMillis, open -> {});
  }

  /** What is done to a connection once all is sent. */
  private interface End {
    void of(Socket socket) throws IOException;
  }

  private static byte[] exchange(
      URI server,
      String method,
      String target,
      List<Header> headers,
      byte[] body,
      int timeoutMillis,
      End end) {
    byte[] head = head(method, target, headers);
    try (Socket socket = connect(server)) {
      socket.setSoTimeout(timeoutMillis);
      try {
        socket.getOutputStream().write(head);
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        end.of(socket);
      } catch (IOException refusedEarly) {
        // A server may answer and close before it has read everything: its answer can still be
        // read.
        return read(socket, timeoutMillis);
      }
      return read(socket, timeoutMillis);
    } catch (IOException e) {
      throw new UncheckedIOException("No exchange with " + server.getRawAuthority(), e);
    }
  }

  /** Returns what stands before a body; the connection serves one exchange. */
  static byte[] head(String method, String target, List<Header> headers) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    headers.forEach(h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
    head.append("Connection: close\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Socket connect(URI server) throws IOException {
    if (server.getHost() == null) {
      // As of a name with an underscore; a socket would take it for this machine.
      throw new UnknownHostException(server.getRawAuthority());
    }
    boolean tls = "https".equals(server.getScheme());
    int port = server.getPort() >= 0 ? server.getPort() : tls ? 443 : 80;
    Socket socket = (tls ? tls() : SocketFactory.getDefault()).createSocket(server.getHost(), port);
    if (socket instanceof SSLSocket secure) {
      SSLParameters parameters = secure.getSSLParameters();
      // Sockets, other than HTTP clients, don't compare names by themselves.
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      // Now, or else a server that isn't trusted looks like one that closes without an answer.
      secure.startHandshake();
    }
    return socket;
  }

  private static SocketFactory tls() throws IOException {
    try {
      return SSLContext.getDefault().getSocketFactory();
    } catch (NoSuchAlgorithmException none) {
      throw new IOException("This JVM has no default TLS", none);
    }
  }

  static byte[] read(Socket socket, int timeoutMillis) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // For the whole answer: a server that sends a byte now and then lets no single read time out.
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    try {
      InputStream in = socket.getInputStream();
      byte[] some = new byte[8_192];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        bytes.write(some, 0, n);
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return bytes.toByteArray();
        }
        socket.setSoTimeout((int) left);
      }
    } catch (IOException closed) {
      // What came before the connection broke is the answer; nothing is answer 0.
      return bytes.toByteArray();
    }
    return bytes.toByteArray();
  }
}
