package io.uploadgrants.testkit.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A proxy that hands on method, {@code Host}, headers and body, and changes the path alone. */
final class PathProxy implements AutoCloseable {

  private final HttpServer server;
  private final URI store;
  private final UnaryOperator<String> path;

  private PathProxy(HttpServer server, URI store, UnaryOperator<String> path) {
    this.server = server;
    this.store = store;
    this.path = path;
  }

  static PathProxy to(URI store, UnaryOperator<String> path) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      PathProxy proxy = new PathProxy(HttpServer.create(address, 0), store, path);
      proxy.server.createContext("/", proxy::handOn);
      proxy.server.start();
      return proxy;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  URI endpoint(String below) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + below);
  }

  private void handOn(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    URI asked = exchange.getRequestURI();
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    StringBuilder head = new StringBuilder(exchange.getRequestMethod());
    head.append(' ').append(path.apply(asked.getRawPath())).append(query).append(" HTTP/1.1\r\n");
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Connection")) {
                values.forEach(v -> head.append(name).append(": ").append(v).append("\r\n"));
              }
            });
    head.append("Connection: close\r\n\r\n");
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket(store.getHost(), store.getPort())) {
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      socket.getInputStream().transferTo(answer);
    }
    String status = answer.toString(StandardCharsets.ISO_8859_1).substring(9, 12);
    exchange.sendResponseHeaders(Integer.parseInt(status), -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
