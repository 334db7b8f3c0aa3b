package io.uploadgrants.testkit.contract;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks one endpoint.
 *
 * @param base its base path, without a slash at its end
 */
record EndpointClient(URI base) {

  static final String SUBJECT = "Test-Subject";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static EndpointClient of(URI base) {
    if (!"http".equals(base.getScheme()) || base.getPort() < 1 || base.getPath().endsWith("/")) {
      throw new IllegalArgumentException(
          "serve(…) returned %s; return http, a host, a port, and a path without a slash at its end."
              .formatted(base));
    }
    return new EndpointClient(base);
  }

  Reply post(String json) {
    return post("alice", json);
  }

  Reply postAsGuest(String json) {
    return post(null, json);
  }

  Reply post(@Nullable String subject, String json) {
    return post(subject, json.getBytes(StandardCharsets.UTF_8));
  }

  Reply post(@Nullable String subject, byte[] json) {
    return post("", subject, json);
  }

  /** Posts what goes with a ticket, below the base path. */
  Reply post(String path, @Nullable String subject, byte[] json) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json));
    if (subject != null) {
      request.header(SUBJECT, URLEncoder.encode(subject, StandardCharsets.UTF_8));
    }
    return send(request);
  }

  /**
   * Sends a request without a body.
   *
   * @param path what follows the base path
   * @param headers names and values in turn
   */
  Reply send(String method, String path, String... headers) {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /**
   * Sends a request with a body.
   *
   * @param path what follows the base path
   * @param headers names and values in turn
   */
  Reply sendBody(String method, String path, String body, String... headers) {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
    request.headers(headers);
    return send(request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
  }

  private static Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      return new Reply(
          response.statusCode(),
          response.headers().map(),
          new String(response.body(), StandardCharsets.ISO_8859_1));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /**
   * Posts as alice what an HTTP client wouldn't send, and reads until the server closes.
   *
   * @param headers lines that end in CR LF
   * @param body sent as it is
   */
  Reply raw(String headers, byte[] body) {
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s: alice\r\n%s\r\n"
            .formatted(
                base.getRawPath().isEmpty() ? "/" : base.getRawPath(),
                base.getRawAuthority(),
                SUBJECT,
                headers);
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      socket.shutdownOutput();
      return Reply.parse(socket.getInputStream().readAllBytes());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
