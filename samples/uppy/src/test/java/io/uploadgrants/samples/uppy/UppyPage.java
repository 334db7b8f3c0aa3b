package io.uploadgrants.samples.uppy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One panel of the page as its visitor sees it. */
final class UppyPage {

  /** Uppy 5 writes to the local storage, Uppy 6 to the database of its files. */
  private static final String KEPT =
      """
      const [uppy, answer] = arguments;
      const has = (state) => answer(JSON.stringify(state).includes('uploadId'));
      if (uppy === 'uppy5') return has(localStorage.getItem('uppyState:uppy5') ?? '');
      indexedDB.open('uppy-blobs').onsuccess = ({ target: { result: database } }) => {
        const all = database.transaction('metadata').objectStore('metadata').getAll();
        all.onsuccess = () => has(all.result);
        database.close();
      };
      """;

  private final ChromeDriver browser;
  private final Generation generation;

  private UppyPage(ChromeDriver browser, Generation generation) {
    this.browser = browser;
    this.generation = generation;
  }

  static UppyPage open(ChromeDriver browser, String origin, Generation generation) {
    browser.get(origin + generation.path());
    UppyPage page = new UppyPage(browser, generation);
    page.await("the dashboard", () -> !page.find(".uppy-Dashboard-inner").isEmpty());
    return page;
  }

  /** Chooses a file by the dashboard's own input. */
  UppyPage choose(Path file) {
    find("input.uppy-Dashboard-input").get(0).sendKeys(file.toString());
    await("the file", () -> !find(".uppy-Dashboard-Item").isEmpty());
    return this;
  }

  /** Lets small files go up in one piece. */
  UppyPage inOnePiece() {
    browser.findElement(By.cssSelector("[data-testid='parts']")).click();
    return this;
  }

  UppyPage press(Button button) {
    await(button.name(), () -> !find(button.selector).isEmpty());
    find(button.selector).get(0).click();
    return this;
  }

  boolean has(Button button) {
    return !find(button.selector).isEmpty();
  }

  String upload(Path file) {
    return choose(file).press(Button.UPLOAD).awaitState("done").key();
  }

  /** Waits for one end, and not for long where it was the other. */
  UppyPage awaitState(String state) {
    await("an end", () -> List.of("done", "failed").contains(state()));
    assertThat(state()).as(() -> "%s; %s".formatted(text(), visible())).isEqualTo(state);
    return this;
  }

  private String state() {
    return String.valueOf(part("verdict").getDomAttribute("data-state"));
  }

  String text() {
    return part("text").getText();
  }

  String key() {
    return part("key").getText();
  }

  /** The numbers of the parts that were sent since the page was loaded, or {@link #forget}. */
  List<Long> partsSent() {
    Object numbers =
        browser.executeScript(
            """
            return performance.getEntriesByType('resource')
              .filter(({ responseStatus }) => responseStatus === 200)
              .map(({ name }) => Number(new URL(name).searchParams.get('partNumber')))
              .filter((number) => number);
            """);
    return ((List<?>) Objects.requireNonNull(numbers)).stream().map(Long.class::cast).toList();
  }

  void forget() {
    browser.executeScript("performance.clearResourceTimings()");
  }

  /** Waits until the browser keeps the upload's id, which Uppy writes twice a second. */
  void awaitKept() {
    await(
        "the id", () -> Boolean.TRUE.equals(browser.executeAsyncScript(KEPT, generation.panel())));
  }

  /** The origins that the page has asked for anything. */
  List<String> origins() {
    Object origins =
        browser.executeScript(
            """
            return [...new Set(performance.getEntriesByType('resource')
              .map(({ name }) => new URL(name)).filter(({ protocol }) => protocol !== 'blob:')
              .map(({ origin }) => origin))];
            """);
    return ((List<?>) Objects.requireNonNull(origins)).stream().map(String.class::cast).toList();
  }

  private WebElement part(String testId) {
    return find("[data-testid='" + testId + "']").get(0);
  }

  private List<WebElement> find(String selector) {
    return browser.findElements(By.cssSelector("#" + generation.panel() + " " + selector));
  }

  private String visible() {
    return browser.findElement(By.id(generation.panel())).getText().replace('\n', '|');
  }

  void await(String what, BooleanSupplier condition) {
    new WebDriverWait(browser, Duration.ofSeconds(30), Duration.ofMillis(50))
        .withMessage(() -> what + "; the page shows: " + visible())
        .until(page -> condition.getAsBoolean());
  }

  /** What a visitor presses. */
  enum Button {
    UPLOAD(".uppy-StatusBar-actionBtn--upload"),
    PAUSE("[data-cy='togglePauseResume'][aria-label='Pause']"),
    RESUME("[data-cy='togglePauseResume'][aria-label='Resume']"),
    CANCEL("[data-cy='cancel']"),
    RETRY("[data-cy='retry']");

    private final String selector;

    Button(String selector) {
      this.selector = selector;
    }
  }
}
