package io.uploadgrants.samples.quickstart;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page as its visitor sees it. */
final class UploadPage {

  private final ChromeDriver browser;

  private UploadPage(ChromeDriver browser) {
    this.browser = browser;
  }

  static UploadPage open(ChromeDriver browser, int port) {
    browser.get("http://localhost:" + port + "/");
    UploadPage page = new UploadPage(browser);
    page.await("the limits", () -> page.part("limits").getText().contains("MiB"));
    return page;
  }

  WebElement part(String testId) {
    return browser.findElement(byTestId(testId));
  }

  /** Chooses files by the page's chooser, and waits for their rows. */
  List<Row> choose(Path... files) {
    int before = rows().size();
    chooseAgain(files);
    await("a row per file", () -> rows().size() == before + files.length);
    return rows().subList(before, before + files.length).stream().map(Row::new).toList();
  }

  /** Chooses files that have rows. */
  void chooseAgain(Path... files) {
    part("chooser")
        .sendKeys(Arrays.stream(files).map(Path::toString).collect(Collectors.joining("\n")));
  }

  /** The one row that the page has. */
  Row onlyRow() {
    await("one row", () -> rows().size() == 1);
    return new Row(rows().get(0));
  }

  WebElement focused() {
    return browser.switchTo().activeElement();
  }

  void press(Keys key) {
    new Actions(browser).sendKeys(key).perform();
  }

  long scrollWidth() {
    return number("return document.documentElement.scrollWidth");
  }

  /** How often the page has asked for that path, and nothing below it. */
  long requestsFor(String path) {
    return number(
        "return performance.getEntriesByType('resource')"
            + ".filter(({name}) => new URL(name).pathname === arguments[0]).length",
        path);
  }

  /**
   * Stands between page and application, as an altered page would, and runs a statement on each
   * {@code grant}.
   */
  void alterGrants(String statement) {
    browser.executeScript(
        """
        const ask = window.fetch;
        window.fetch = async (path, options) => {
          const answer = await ask(path, options);
          if (path !== '/uploads') return answer;
          const grant = await answer.json();
          %s;
          return Response.json(grant, { status: answer.status });
        };
        """
            .formatted(statement));
  }

  /** Asks for grants as if each file had that size. */
  void declareSize(long size) {
    browser.executeScript(
        """
        const ask = window.fetch;
        window.fetch = (path, options) => {
          const body = options.body?.replace(/"size":\\d+/, '"size":%d');
          return ask(path, { ...options, body });
        };
        """
            .formatted(size));
  }

  /** Which parts have been sent since the last call. */
  List<Long> partsSent() {
    Object numbers =
        browser.executeScript(
            """
            const numbers = performance.getEntriesByType('resource')
              .map(({ name }) => Number(new URL(name).searchParams.get('partNumber')))
              .filter((number) => number);
            performance.clearResourceTimings();
            return [...new Set(numbers)];
            """);
    return ((List<?>) Objects.requireNonNull(numbers)).stream().map(Long.class::cast).toList();
  }

  /** What the page has kept for its next visit. */
  long kept() {
    return number("return localStorage.length");
  }

  /** Keeps a ticket of a file, as an earlier visit did. */
  void keep(Path file, String ticket) throws IOException {
    browser.executeScript(
        "localStorage.setItem('upload ' + JSON.stringify(arguments[0]), arguments[1])",
        List.of(
            file.getFileName().toString(),
            Files.size(file),
            Files.getLastModifiedTime(file).toMillis()),
        ticket);
  }

  void forgetAll() {
    browser.executeScript("localStorage.clear()");
  }

  /** Runs a script that performs {@code grant} with {@code file}, and returns the grant's key. */
  String run(String script, String profile, String type) {
    Object ended =
        browser.executeAsyncScript(
            """
            const ended = arguments[arguments.length - 1];
            const file = new File(['a file'], 'me', { type: arguments[1] });
            (async () => {
              const asked = await fetch('/uploads', {
                method: 'POST',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify({
                  profile: arguments[0], fileName: file.name, size: file.size,
                  contentType: file.type }),
              });
              const grant = await asked.json();
              %s
              return grant.key;
            })().then(ended, (error) => ended(`failed: ${error}`));
            """
                .replace("arguments[0]", "'" + profile + "'")
                .replace("arguments[1]", "'" + type + "'")
                .formatted(script));
    return String.valueOf(ended);
  }

  private long number(String script, Object... arguments) {
    return (Long) Objects.requireNonNull(browser.executeScript(script, arguments));
  }

  private List<WebElement> rows() {
    return browser.findElements(byTestId("row"));
  }

  private void await(String what, BooleanSupplier condition) {
    new WebDriverWait(browser, Duration.ofSeconds(30), Duration.ofMillis(50))
        .withMessage(
            () -> what + "; the page shows: " + browser.findElement(By.tagName("body")).getText())
        .until(page -> condition.getAsBoolean());
  }

  private static By byTestId(String testId) {
    return By.cssSelector("[data-testid='" + testId + "']");
  }

  /** One file's row. */
  final class Row {

    private final WebElement row;

    private Row(WebElement row) {
      this.row = row;
    }

    WebElement part(String testId) {
      return row.findElement(byTestId(testId));
    }

    String text(String testId) {
      return part(testId).getText();
    }

    double progress() {
      return Double.parseDouble(row.findElement(By.tagName("progress")).getDomProperty("value"));
    }

    String state() {
      return String.valueOf(row.getDomAttribute("data-state"));
    }

    Row awaitState(String state) {
      await("state " + state, () -> state().equals(state));
      return this;
    }

    Row awaitProgress() {
      return awaitProgress(0);
    }

    Row awaitProgress(double share) {
      await("progress", () -> progress() > share);
      return this;
    }

    /** Where the stored object is shown. */
    URI link() {
      return URI.create(row.findElement(By.linkText("Open")).getDomProperty("href"));
    }

    /** Waits for the picture that the store gives back, and returns its width in pixels. */
    int storedPictureWidth() {
      By stored = By.cssSelector("img[src*='X-Amz-Signature=']");
      await("the stored picture", () -> width(row.findElements(stored)) > 0);
      return width(row.findElements(stored));
    }

    private int width(List<WebElement> images) {
      return images.isEmpty() ? 0 : Integer.parseInt(images.get(0).getDomProperty("naturalWidth"));
    }
  }
}
