package io.uploadgrants.testkit.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.SignedPart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends parts as a browser does: what the grant says, and no more. */
final class PartSender {

  private final HttpClient http = HttpClient.newHttpClient();

  /** Returns the part's entity tag. */
  String send(SignedPart part, byte[] bytes) {
    HttpResponse<String> answer = put(part, bytes, Map.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("etag").orElseThrow();
  }

  int status(SignedPart part, byte[] bytes) {
    return status(part, bytes, Map.of());
  }

  /** Sends a part with headers that nobody has signed. */
  int status(SignedPart part, byte[] bytes, Map<String, String> unsigned) {
    return put(part, bytes, unsigned).statusCode();
  }

  /** Closes the connection after some of a part's bytes, as a client that is killed does. */
  void breakOff(SignedPart part, byte[] bytes, int after) {
    URI url = URI.create(part.url());
    StringBuilder head = new StringBuilder();
    head.append("PUT %s?%s HTTP/1.1\r\n".formatted(url.getRawPath(), url.getRawQuery()));
    head.append("Host: %s\r\nContent-Length: %d\r\n".formatted(url.getAuthority(), bytes.length));
    part.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
      out.write(bytes, 0, after);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> put(SignedPart part, byte[] bytes, Map<String, String> unsigned) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(part.url()))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
    part.headers().forEach(request::setHeader);
    unsigned.forEach(request::setHeader);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The store closed the connection", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
