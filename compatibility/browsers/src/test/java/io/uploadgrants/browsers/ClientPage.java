package io.uploadgrants.browsers;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A page that uploads with the client. */
final class ClientPage {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** A browser has little room for files that aren't on the disk. */
  private static final int MADE_BY_PAGE = 2 << 20;

  private final ChromeDriver browser;

  private ClientPage(ChromeDriver browser) {
    this.browser = browser;
  }

  static ClientPage open(ChromeDriver browser, URI address) {
    browser.get(address.toString());
    browser.manage().timeouts().scriptTimeout(LONGEST);
    ClientPage page = new ClientPage(browser);
    page.await(
        "the page's script",
        () -> !browser.findElements(By.cssSelector("html[data-ready=yes]")).isEmpty());
    return page;
  }

  /**
   * Starts the upload of a file: a small one is made by the page, a large one chosen from the disk.
   */
  Running upload(TestFile file, String profile, Map<String, Object> options) {
    if (file.size() <= MADE_BY_PAGE) {
      return begin(file.toScript(), profile, options);
    }
    choose(file);
    return begin(null, profile, options);
  }

  /** Chooses a file from the disk. */
  void choose(TestFile file) {
    browser.findElement(By.id("chooser")).sendKeys(file.onDisk().toString());
  }

  /**
   * Starts the upload of the chosen file by a signal that has ended before, and returns the error's
   * code.
   */
  Object uploadChosenTooLate(String profile) {
    return Objects.requireNonNull(
        browser.executeAsyncScript(
            """
            const [profile, done] = arguments;
            const file = document.getElementById('chooser').files[0];
            client.upload(file, { profile, signal: AbortSignal.abort() }).then(done, ({ code }) => done(code));
            """,
            profile));
  }

  Running upload(TestFile file, String profile) {
    return upload(file, profile, Map.of());
  }

  /** Starts the upload of the file that was chosen. */
  Running uploadChosen(String profile) {
    return begin(null, profile, Map.of());
  }

  private Running begin(
      @Nullable Map<String, Object> file, String profile, Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("profile", profile);
    Running running = new Running("upload " + System.nanoTime());
    browser.executeScript("begin(...arguments)", running.id, file, all);
    return running;
  }

  /** Starts the uploads of many files. */
  Running uploadAll(List<TestFile> files, String profile) {
    Running running = new Running("uploads " + System.nanoTime());
    browser.executeScript(
        "beginAll(...arguments)",
        running.id,
        files.stream().map(TestFile::toScript).toList(),
        Map.of("profile", profile));
    return running;
  }

  List<Long> partsSent() {
    return numbers("return partsSent()");
  }

  long requestsFor(String path) {
    return (Long)
        Objects.requireNonNull(browser.executeScript("return requestsFor(arguments[0])", path));
  }

  /** Waits until the page has seen so many requests to the store without an answer. */
  void awaitLostAnswers(int number) {
    await(
        number + " lost answers",
        () -> Boolean.TRUE.equals(browser.executeScript("return lost >= arguments[0]", number)));
  }

  /** The uploads that the page would offer to resume. */
  List<?> unfinished() {
    return (List<?>)
        Objects.requireNonNull(
            browser.executeAsyncScript(
                "client.unfinished().then(arguments[arguments.length - 1])"));
  }

  /** Empties what the browser keeps. */
  void forgetAll() {
    browser.executeAsyncScript(
        """
        const done = arguments[arguments.length - 1];
        const request = indexedDB.deleteDatabase('upload-grants');
        request.onsuccess = request.onerror = () => done();
        """);
  }

  private List<Long> numbers(String script) {
    List<?> numbers = (List<?>) Objects.requireNonNull(browser.executeScript(script));
    return numbers.stream().map(Long.class::cast).toList();
  }

  private void await(String what, BooleanSupplier condition) {
    await(() -> what, condition);
  }

  private void await(Supplier<String> what, BooleanSupplier condition) {
    new WebDriverWait(browser, LONGEST, Duration.ofMillis(20))
        .withMessage(what)
        .until(page -> condition.getAsBoolean());
  }

  /** What became of an upload. */
  record Outcome(Map<?, ?> completed, Map<?, ?> failed) {

    String text(String name) {
      return String.valueOf(completed.get(name));
    }

    String code() {
      return String.valueOf(failed.get("code"));
    }

    String message() {
      return String.valueOf(failed.get("message"));
    }
  }

  /** An upload that the page has begun. */
  final class Running {

    private final String id;

    private Running(String id) {
      this.id = id;
    }

    private @Nullable Object run(String statement) {
      return browser.executeScript("const it = uploads.get(arguments[0]); " + statement, id);
    }

    Outcome end() {
      Map<?, ?> ended =
          (Map<?, ?>)
              Objects.requireNonNull(
                  browser.executeAsyncScript(
                      "uploads.get(arguments[0]).ended.then(arguments[arguments.length - 1])", id));
      return new Outcome(part(ended, "completed"), part(ended, "failed"));
    }

    private static Map<?, ?> part(Map<?, ?> ended, String name) {
      return ended.get(name) instanceof Map<?, ?> part ? part : Map.of();
    }

    void pause() {
      run("it.promise.pause()");
    }

    void resume() {
      run("it.promise.resume()");
    }

    void cancel() {
      run("it.promise.cancel()");
    }

    String state() {
      return String.valueOf(run("return it.promise.state"));
    }

    double share() {
      return ((Number) Objects.requireNonNull(run("return it.progress?.share ?? 0"))).doubleValue();
    }

    List<?> states() {
      return (List<?>) Objects.requireNonNull(run("return it.states"));
    }

    long mostAtOnce() {
      return (Long) Objects.requireNonNull(run("return it.most.running"));
    }

    private String describe() {
      return "; it is %s at %s, after %s, with the parts %s sent and %s answers lost"
          .formatted(state(), share(), states(), partsSent(), browser.executeScript("return lost"));
    }

    Running awaitShare(double share) {
      await(() -> "share " + share + describe(), () -> share() >= share);
      return this;
    }

    Running awaitState(String state) {
      await(() -> "state " + state + describe(), () -> state().equals(state));
      return this;
    }
  }
}
