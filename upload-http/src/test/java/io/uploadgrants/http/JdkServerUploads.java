package io.uploadgrants.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.uploadgrants.http.uppy.UppyEndpoint;
import io.uploadgrants.http.uppy.UppyExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Grants over the JDK's own server: all that an adapter to a framework takes. */
final class JdkServerUploads implements AutoCloseable {

  private static final String BASE = "/uploads";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private JdkServerUploads(HttpServer server) {
    this.server = server;
  }

  static JdkServerUploads start(UploadEndpoint endpoint) throws IOException {
    return start(exchange -> endpoint.answer(exchange));
  }

  static JdkServerUploads start(UppyEndpoint endpoint) throws IOException {
    return start(exchange -> endpoint.answer(exchange));
  }

  private static JdkServerUploads start(Function<Exchange, UploadResponse> endpoint)
      throws IOException {
    JdkServerUploads uploads =
        new JdkServerUploads(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    uploads.server.setExecutor(uploads.threads);
    uploads.server.createContext(BASE, exchange -> answer(endpoint, exchange));
    uploads.server.start();
    return uploads;
  }

  private static void answer(Function<Exchange, UploadResponse> endpoint, HttpExchange exchange)
      throws IOException {
    try (exchange) {
      UploadResponse response = endpoint.apply(new Exchange(exchange));
      response.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(response.status(), response.size() == 0 ? -1 : response.size());
      response.writeTo(exchange.getResponseBody());
    }
  }

  private record Exchange(HttpExchange exchange) implements UppyExchange {

    @Override
    public String method() {
      return exchange.getRequestMethod();
    }

    @Override
    public String path() {
      return exchange.getRequestURI().getPath().substring(BASE.length());
    }

    @Override
    public @Nullable String query() {
      return exchange.getRequestURI().getRawQuery();
    }

    @Override
    public String base() {
      return BASE;
    }

    @Override
    public Map<String, String> csrfHeaders() {
      return Map.of("X-Csrf-Token", "token-of-test");
    }

    @Override
    public List<String> headers(String name) {
      return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }

    @Override
    public long contentLength() {
      List<String> length = headers("Content-Length");
      return length.isEmpty() ? -1 : Long.parseLong(length.get(0));
    }

    @Override
    public InputStream body() {
      return exchange.getRequestBody();
    }

    /** As the contract has it; an application would ask its login. */
    @Override
    public @Nullable String subject() {
      List<String> subject = headers("Test-Subject");
      return subject.isEmpty() ? null : URLDecoder.decode(subject.get(0), StandardCharsets.UTF_8);
    }
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + BASE);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
