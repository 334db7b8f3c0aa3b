package io.uploadgrants.testkit.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HTTP/1.1 exchange over a socket of its own: no client corrects what is sent, so that an
 * attack arrives as it was made.
 */
final class Wire {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final Pattern CODE = Pattern.compile("<Code>([^<]+)</Code>");

  private Wire() {}

  /**
   * What came back.
   *
   * @param status the status, or 0 when the server closed the connection without one
   * @param text head and body
   */
  record Answer(int status, String text) {

    boolean accepted() {
      return status >= 200 && status < 300;
    }

    /** S3's error code, or an empty text. */
    String code() {
      Matcher code = CODE.matcher(text);
      return code.find() ? code.group(1) : "";
    }

    @Override
    public String toString() {
      return status + " " + code();
    }
  }

  /** A header as it goes over the wire. */
  record Header(String name, String value) {}

  static Answer send(URI server, String method, String target, List<Header> headers, byte[] body) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    headers.forEach(h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(30_000);
      try {
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
      } catch (IOException refusedEarly) {
        // A server may answer and close before it has read everything: its answer can still be
        // read.
        return read(socket);
      }
      return read(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("No exchange with " + server, e);
    }
  }

  private static Answer read(Socket socket) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(bytes);
    } catch (IOException closed) {
      // What came before the connection broke is the answer; nothing is answer 0.
      return answer(bytes);
    }
    return answer(bytes);
  }

  private static Answer answer(ByteArrayOutputStream bytes) {
    String text = bytes.toString(StandardCharsets.UTF_8);
    // An interim answer (100) comes before the real one.
    int status = 0;
    Matcher matcher = STATUS.matcher(text);
    while (matcher.find() && status < 200) {
      status = Integer.parseInt(matcher.group(1));
    }
    return new Answer(status, text);
  }
}
