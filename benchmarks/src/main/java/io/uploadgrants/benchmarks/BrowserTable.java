package io.uploadgrants.benchmarks;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.benchmarks.PageRuns.Run;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.servlet.UploadServlet;
import io.uploadgrants.servlet.UppyServlet;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Lets one page in Chromium upload the same files by this library's client and by Uppy 6 in turn,
 * from one application to MinIO, and prints rows of the table.
 */
final class BrowserTable {

  private static final int PART = 5 << 20;
  private static final TokenSecrets SECRETS = TokenSecrets.of(Sample.TOKEN_SECRET);
  private static final long MINUTES = 15;

  private BrowserTable() {}

  /**
   * Measures and prints.
   *
   * @param args the number of rounds, the page's folder, the browser's program and a folder for it
   */
  public static void main(String[] args) throws Exception {
    boolean isThere = MinioStore.isThere();
    List<Run> runs =
        isThere ? runs(Integer.parseInt(args[0]), Path.of(args[1]), args[2], args[3]) : List.of();
    print("500 MiB in 100 parts, Chromium to MinIO", runs, "film", "not slower, 3 requests");
    print("200 files of 100 kB, likewise", runs, "photo", "not slower");
  }

  private static void print(String work, List<Run> runs, String profile, String goal) {
    String measured = "none | " + MinioStore.MISSING + " | ";
    if (!runs.isEmpty()) {
      List<Run> ours = of(runs, profile, "ours");
      List<Run> theirs = of(runs, profile, "theirs");
      double ratio = median(theirs, Run::seconds) / median(ours, Run::seconds);
      measured =
          String.format(Locale.ROOT, "Uppy %s | %s | %.2fx", text(theirs), text(ours), ratio);
    }
    System.out.printf("| %s | %s | %s |%n", work, measured, goal);
  }

  private static List<Run> of(List<Run> runs, String profile, String client) {
    return runs.stream()
        .filter(run -> run.profile().equals(profile) && run.client().equals(client))
        .toList();
  }

  private static String text(List<Run> runs) {
    return String.format(
        Locale.ROOT,
        "%.2f s; %.0f requests to the application, %.0f to the store",
        median(runs, Run::seconds),
        median(runs, Run::asked),
        median(runs, Run::sent));
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static List<Run> runs(int rounds, Path pages, String program, String userData)
      throws Exception {
    try (UploadServer minio = MinioStore.open()) {
      UploadGrants grants = grants(minio);
      try (UploadCompletions completions = completions(minio, grants)) {
        PageRuns runs = new PageRuns(minio);
        ServletContextHandler context = new ServletContextHandler();
        context.setBaseResourceAsPath(pages);
        context.addServlet(DefaultServlet.class, "/");
        context.addServlet(new ServletHolder(runs), "/measures/*");
        context.addServlet(
            new ServletHolder(
                UploadServlet.builder(grants)
                    .completions(completions)
                    .subjectResolver(request -> "alice")
                    .build()),
            "/uploads/*");
        context.addServlet(
            new ServletHolder(
                UppyServlet.builder(grants)
                    .profiles("film", "photo")
                    .completions(completions)
                    .subjectResolver(request -> "alice")
                    .build()),
            "/uppy/*");
        FilterHolder counter = new FilterHolder(runs.counter());
        for (String path : List.of("/uploads/*", "/uppy/*")) {
          context.addFilter(counter, path, EnumSet.of(DispatcherType.REQUEST));
        }
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
        try {
          String url = "http://127.0.0.1:%d/?rounds=%d".formatted(connector.getLocalPort(), rounds);
          return shown(url, program, userData, runs.all());
        } finally {
          server.stop();
        }
      }
    }
  }

  private static List<Run> shown(
      String url, String program, String userData, CompletableFuture<List<Run>> runs)
      throws Exception {
    Process browser =
        new ProcessBuilder(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0", // without it, it may end when the page is there
                "--user-data-dir=" + userData,
                url)
            .redirectErrorStream(true)
            .redirectOutput(Path.of(userData + ".log").toFile())
            .start();
    try {
      CompletableFuture<List<Run>> ended =
          browser
              .onExit()
              .thenApply(
                  process -> {
                    throw new IllegalStateException("The browser ended: " + process.exitValue());
                  });
      return runs.applyToEither(ended, Function.identity()).get(MINUTES, TimeUnit.MINUTES);
    } finally {
      browser.destroy();
      browser.waitFor();
    }
  }

  private static UploadGrants grants(UploadServer minio) {
    return UploadGrants.builder()
        .target(minio.target())
        .credentials(minio.credentials())
        .tickets(EncryptedTickets.of(SECRETS))
        .profile(
            UploadProfile.named("film")
                .kinds(GrantSettings.multipart().partSize(PART))
                .contentTypes("video/mp4")
                .maxSize(500 << 20)
                .build())
        .profile(
            UploadProfile.named("photo")
                .kinds(GrantKind.POST_POLICY)
                .contentTypes("image/jpeg")
                .maxSize(1 << 20)
                .build())
        .build();
  }

  private static UploadCompletions completions(UploadServer minio, UploadGrants grants) {
    return UploadCompletions.builder(
            grants, Receipts.of(SECRETS, Duration.ofHours(1), grants.clock()))
        .clients(target -> minio.client())
        .build();
  }
}
