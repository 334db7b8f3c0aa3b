package io.uploadgrants.testkit.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedPart;
import io.uploadgrants.completion.MultipartProgress;
import io.uploadgrants.completion.StoredPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A server that takes parts, keeps none, and counts. */
final class PartSink implements AutoCloseable {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger present = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final ConcurrentLinkedQueue<Integer> sent = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  /** The status of each answer, by the number of those before. */
  private final IntUnaryOperator status;

  PartSink(IntUnaryOperator status) {
    this.status = status;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      count(exchange.getRequestBody());
      int number = Integer.parseInt(exchange.getRequestURI().getQuery().substring(11));
      int order = sent.size();
      sent.add(number);
      exchange.getResponseHeaders().set("ETag", "\"" + number + "\"");
      exchange.sendResponseHeaders(status.applyAsInt(order), -1);
    }
  }

  /** Not until the answer has come: a client may send the next part by then. */
  private void count(InputStream body) throws IOException {
    most.accumulateAndGet(present.incrementAndGet(), Math::max);
    try {
      read(body);
    } finally {
      present.decrementAndGet();
    }
  }

  private static void read(InputStream body) throws IOException {
    byte[] some = new byte[1 << 16];
    while (body.read(some) >= 0) {
      // It is only counted.
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Returns the numbers of the parts that have come whole, in their order. */
  List<Integer> sent() {
    return List.copyOf(sent);
  }

  /** Returns how many were being sent at a time. */
  int most() {
    return most.get();
  }

  List<SignedPart> parts(PartPlan plan, List<Integer> numbers) {
    return parts(port(), plan, numbers);
  }

  static List<SignedPart> parts(int port, PartPlan plan, List<Integer> numbers) {
    return numbers.stream()
        .map(
            number ->
                new SignedPart(
                    number,
                    plan.sizeOf(number),
                    "http://127.0.0.1:%d/?partNumber=%d".formatted(port, number),
                    Map.of()))
        .toList();
  }

  /** Returns an upload of which the last parts are to be sent yet. */
  static MultipartProgress lacking(PartPlan plan, int parts) {
    return new MultipartProgress(
        plan,
        IntStream.rangeClosed(1, plan.count() - parts)
            .mapToObj(n -> new StoredPart(n, plan.sizeOf(n), "\"%d\"".formatted(n), null))
            .toList(),
        null);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
