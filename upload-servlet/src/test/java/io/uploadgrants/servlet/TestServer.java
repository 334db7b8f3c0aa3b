package io.uploadgrants.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The servlet in a container, behind a login that believes the header {@code X-Login}. */
final class TestServer implements AutoCloseable {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Map<String, TestServer> SHARED = new ConcurrentHashMap<>();

  private final Container.Running running;

  private TestServer(Container.Running running) {
    this.running = running;
  }

  /** Returns a server that all tests of an owner use; it stops with the JVM. */
  static TestServer shared(Container container, Class<?> owner, Supplier<UploadServlet> servlet) {
    return SHARED.computeIfAbsent(
        container + " " + owner.getName(), name -> start(container, servlet.get()));
  }

  static TestServer start(Container container, UploadServlet servlet) {
    return start(container, servlet, "", "/uploads/*");
  }

  static TestServer start(
      Container container, UploadServlet servlet, String context, String... mappings) {
    try {
      return new TestServer(
          container.start(servlet, TestServer::login, context, List.of(mappings)));
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void login(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String login = http.getHeader("X-Login");
    Principal principal =
        login == null ? null : () -> URLDecoder.decode(login, StandardCharsets.UTF_8);
    chain.doFilter(
        new HttpServletRequestWrapper(http) {
          @Override
          public @Nullable Principal getUserPrincipal() {
            return principal;
          }
        },
        response);
  }

  Answered post(String json) {
    return post("alice", json);
  }

  Answered postAsGuest(String json) {
    return post(null, json);
  }

  Answered post(@Nullable String login, String json) {
    return post(login, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
  }

  Answered post(@Nullable String login, byte[] body, String... headers) {
    HttpRequest.Builder request = request("/uploads").POST(BodyPublishers.ofByteArray(body));
    if (login != null) {
      request.header("X-Login", URLEncoder.encode(login, StandardCharsets.UTF_8));
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  Answered send(String method, String path, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .method(
                method,
                method.equals("POST")
                    ? BodyPublishers.ofString("{\"profile\":\"any\"}")
                    : BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + path));
  }

  private static Answered send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      return new Answered(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Sends bytes as they are, and reads until the server closes. */
  Answered raw(String head, byte[]... body) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      for (byte[] part : body) {
        out.write(part);
      }
      out.flush();
      socket.shutdownOutput();
      return parse(socket.getInputStream().readAllBytes());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Answered parse(byte[] bytes) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    if (all.startsWith("HTTP/1.1 100 ")) {
      // Tomcat asks a client that waits to go on before any servlet can refuse.
      all = all.substring(all.indexOf("\r\n\r\n") + 4);
    }
    int end = all.indexOf("\r\n\r\n");
    List<String> lines = all.substring(0, end).lines().toList();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new Answered(
        Integer.parseInt(lines.get(0).substring(9, 12)),
        headers,
        all.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Encodes a body in chunks of at most a given size. */
  static byte[] chunked(byte[] body, int size) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int i = 0; i < body.length; i += size) {
      int length = Math.min(size, body.length - i);
      chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      chunks.write(body, i, length);
      chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return chunks.toByteArray();
  }

  @Override
  public void close() {
    try {
      running.stop().stop();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
