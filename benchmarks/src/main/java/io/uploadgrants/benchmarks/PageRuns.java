package io.uploadgrants.benchmarks;

import io.uploadgrants.testkit.UploadServer;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes down what the page has measured, and clears the bucket after each run. */
final class PageRuns extends HttpServlet {

  private static final long serialVersionUID = 1;

  /**
   * One run of a client.
   *
   * @param profile what was uploaded
   * @param client {@code ours} or {@code theirs}
   * @param seconds how long it took
   * @param asked requests to the application
   * @param sent requests to the store, without preflights
   */
  record Run(String profile, String client, double seconds, int asked, int sent) {}

  private final transient UploadServer store;
  private final transient List<Run> runs = new CopyOnWriteArrayList<>();
  private final transient CompletableFuture<List<Run>> all = new CompletableFuture<>();
  private final AtomicInteger asked = new AtomicInteger();

  PageRuns(UploadServer store) {
    this.store = store;
  }

  /** What the page has measured, once it has ended. */
  CompletableFuture<List<Run>> all() {
    return all;
  }

  /** Counts what a client asks the application. */
  Filter counter() {
    return (request, response, next) -> {
      asked.incrementAndGet();
      next.doFilter(request, response);
    };
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String path = String.valueOf(request.getPathInfo());
    switch (path) {
      case "/begin" -> asked.set(0);
      case "/warm" -> clear();
      case "/run" -> {
        runs.add(run(body.split(" ")));
        clear();
      }
      case "/end" -> all.complete(List.copyOf(runs));
      default -> all.completeExceptionally(new IllegalStateException("The page failed: " + body));
    }
  }

  private Run run(String[] told) {
    return new Run(
        told[0],
        told[1],
        Double.parseDouble(told[2]) / 1000,
        asked.get(),
        Integer.parseInt(told[3]));
  }

  /** Nobody pays for another's upload: the disk has what was stored before the next run. */
  private void clear() throws IOException {
    store
        .client()
        .listObjectsV2Paginator(list -> list.bucket(store.bucket()))
        .contents()
        .forEach(
            each ->
                store
                    .client()
                    .deleteObject(delete -> delete.bucket(store.bucket()).key(each.key())));
    TransferTable.settle();
  }
}
