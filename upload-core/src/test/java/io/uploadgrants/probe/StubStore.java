package io.uploadgrants.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps whole objects, heeds If-None-Match, knows a forged signature, and nothing
 * else.
 */
final class StubStore implements AutoCloseable {

  /** What it does instead, for some requests. */
  interface Instead {
    /** Returns whether it has answered, or won't. */
    boolean answers(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Instead instead;
  private volatile boolean heeding = true;
  private volatile Instead afterStoring = exchange -> false;
  private volatile boolean keepingHalves;
  private volatile @Nullable StubParts parts;

  StubStore(Instead instead) throws IOException {
    this.instead = instead;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Says what it does instead of what it does otherwise. */
  void insteadOf(Instead other) {
    instead = other;
  }

  /** Says what it does once it has stored an object. */
  void afterStoring(Instead other) {
    afterStoring = other;
  }

  /** From now on it takes each PUT. */
  void heedNothing() {
    heeding = false;
  }

  /** From now on it keeps what has come of a PUT that breaks off. */
  void keepHalves() {
    keepingHalves = true;
  }

  /** From now on there are uploads in parts. */
  void have(StubParts uploads) {
    parts = uploads;
  }

  /** What is in it. */
  Map<String, byte[]> objects() {
    return objects;
  }

  /** Methods and paths. */
  List<String> requests() {
    return requests;
  }

  private void serve(HttpExchange exchange) throws IOException {
    boolean answered = false;
    try {
      URI uri = exchange.getRequestURI();
      requests.add(exchange.getRequestMethod() + " " + uri.getPath());
      byte[] body = read(exchange);
      boolean whole = body.length == length(exchange);
      if (instead.answers(exchange)) {
        return;
      }
      answered = true;
      if (String.valueOf(uri.getQuery()).contains("X-Amz-Signature=0000000000")) {
        error(exchange, 403, "SignatureDoesNotMatch");
        return;
      }
      StubParts uploads = parts;
      if (uploads != null && uploads.answers(exchange, whole)) {
        return;
      }
      if (!whole && !keepingHalves) {
        error(exchange, 400, "IncompleteBody");
        return;
      }
      switch (exchange.getRequestMethod()) {
        case "PUT" -> put(exchange, uri.getPath(), body);
        case "GET", "HEAD" -> get(exchange, uri.getPath());
        case "DELETE" -> {
          objects.remove(uri.getPath());
          exchange.sendResponseHeaders(204, -1);
        }
        default -> error(exchange, 501, "NotImplemented");
      }
    } finally {
      if (answered || exchange.getResponseCode() != -1) {
        exchange.getResponseBody().close();
      } else {
        exchange.close();
      }
    }
  }

  /** What came, until the connection ended. */
  private static byte[] read(HttpExchange exchange) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      InputStream in = exchange.getRequestBody();
      byte[] some = new byte[8_192];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        body.write(some, 0, n);
      }
    } catch (IOException ended) {
      return body.toByteArray();
    }
    return body.toByteArray();
  }

  private static long length(HttpExchange exchange) {
    String declared = exchange.getRequestHeaders().getFirst("Content-Length");
    return declared == null ? 0 : Long.parseLong(declared);
  }

  private void put(HttpExchange exchange, String path, byte[] body) throws IOException {
    boolean first = heeding && exchange.getRequestHeaders().containsKey("If-None-Match");
    if (first && objects.containsKey(path)) {
      error(exchange, 412, "PreconditionFailed");
    } else {
      objects.put(path, body);
      if (afterStoring.answers(exchange)) {
        return;
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    byte[] object = objects.get(path);
    if (object == null) {
      error(exchange, 404, "NoSuchKey");
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
    } else {
      send(exchange, 200, object);
    }
  }

  static boolean error(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    return answer(exchange, status, "<Error><Code>%s</Code></Error>".formatted(code));
  }

  static boolean answer(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    return true;
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
