package io.uploadgrants.spring.testcontainers;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.testcontainers.containers.MinIOContainer;

/** A container that Spring Boot takes for MinIO, without Docker: it knows buckets and no more. */
final class RunningMinio extends MinIOContainer {

  private final HttpServer server;
  private final Set<String> buckets = ConcurrentHashMap.newKeySet();
  private volatile boolean running;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  RunningMinio(String... existing) {
    super("minio/minio");
    buckets.addAll(List.of(existing));
    configure();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException noPort) {
      throw new IllegalStateException(noPort);
    }
    server.createContext(
        "/",
        exchange -> {
          String method = exchange.getRequestMethod();
          String bucket = exchange.getRequestURI().getPath().substring(1);
          requests.add(
              "%s %s %s"
                  .formatted(
                      method,
                      bucket,
                      exchange
                          .getRequestHeaders()
                          .getFirst("Authorization")
                          .replaceFirst(".*Credential=([^/]*)/[0-9]*/([^/]*)/.*", "$1 $2")));
          boolean known = method.equals("PUT") ? buckets.add(bucket) : buckets.contains(bucket);
          exchange.sendResponseHeaders(method.equals("PUT") || known ? 200 : 404, -1);
          exchange.close();
        });
  }

  List<String> requests() {
    return requests;
  }

  @Override
  public void start() {
    if (!running) {
      running = true;
      server.start();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void stop() {
    running = false;
    server.stop(0);
  }

  @Override
  public String getS3URL() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
