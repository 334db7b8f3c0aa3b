package io.uploadgrants.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The servlet in a container, behind a login that believes the header {@code Test-Subject}. */
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
      Container container, HttpServlet servlet, String context, String... mappings) {
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
    String login = http.getHeader("Test-Subject");
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

  /** Returns where grants are asked for when no mapping was given. */
  URI base() {
    return at("/uploads");
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + running.port() + path);
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

  Answered post(String path, String login, String json) {
    return post(
        path, login, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
  }

  Answered post(@Nullable String login, byte[] body, String... headers) {
    return post("/uploads", login, body, headers);
  }

  private Answered post(String path, @Nullable String login, byte[] body, String... headers) {
    HttpRequest.Builder request = request(path).POST(BodyPublishers.ofByteArray(body));
    if (login != null) {
      request.header("Test-Subject", URLEncoder.encode(login, StandardCharsets.UTF_8));
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

  @Override
  public void close() {
    try {
      running.stop().stop();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
