package io.uploadgrants.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
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
    for (String profile : List.of("photo", "document", "video")) {
      page.await(
          "the limits", () -> page.dropPart(profile, "limits").getText().contains(" up to "));
    }
    return page;
  }

  WebElement element(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  WebElement drop(String profile) {
    return element("upload-drop[profile=" + profile + "]");
  }

  WebElement dropPart(String profile, String part) {
    return drop(profile).getShadowRoot().findElement(By.cssSelector("[part=" + part + "]"));
  }

  /** Chooses a file where its name's end says that it belongs, and waits for its row. */
  Row choose(Path file) {
    String name = file.getFileName().toString();
    return choose(
        name.endsWith(".pdf") ? "document" : name.endsWith(".mp4") ? "video" : "photo", file);
  }

  Row choose(String profile, Path file) {
    int before = rows(profile).size();
    chooseAgain(profile, file);
    await("its row", () -> rows(profile).size() == before + 1);
    return new Row(drop(profile), rows(profile).get(before));
  }

  /** Chooses a file that has a row. */
  void chooseAgain(String profile, Path file) {
    drop(profile)
        .getShadowRoot()
        .findElement(By.cssSelector("input[type=file]"))
        .sendKeys(file.toString());
  }

  /** The one row that a profile has. */
  Row onlyRow(String profile) {
    await("one row", () -> rows(profile).size() == 1);
    return new Row(drop(profile), rows(profile).get(0));
  }

  /** What has the focus, within the element that has it. */
  WebElement focused() {
    WebElement outer = browser.switchTo().activeElement();
    return outer.getTagName().equals("upload-drop")
        ? outer.getShadowRoot().findElement(By.cssSelector(":focus"))
        : outer;
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
          if (new URL(path, location).pathname !== '/uploads') return answer;
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
          const body = options?.body?.replace(/"size":\\d+/, '"size":%d');
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

  /** How many uploads the page has kept for its next visit. */
  long kept() {
    Object kept =
        browser.executeAsyncScript(
            """
            const ended = arguments[0];
            import('/uploads/client.js')
              .then(({ unfinished }) => unfinished())
              .then(({ length }) => ended(length));
            """);
    return (Long) Objects.requireNonNull(kept);
  }

  void forgetAll() {
    browser.executeAsyncScript(
        """
        const done = arguments[0];
        const request = indexedDB.deleteDatabase('upload-grants');
        request.onsuccess = request.onerror = () => done();
        """);
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

  private List<WebElement> rows(String profile) {
    return drop(profile).getShadowRoot().findElements(By.cssSelector("li"));
  }

  private void await(String what, BooleanSupplier condition) {
    new WebDriverWait(browser, Duration.ofSeconds(30), Duration.ofMillis(50))
        .withMessage(
            () -> what + "; the page shows: " + browser.findElement(By.tagName("body")).getText())
        .until(page -> condition.getAsBoolean());
  }

  /** One file's row: the element's part of it, and the page's. */
  final class Row {

    private final WebElement drop;
    private final WebElement row;

    private Row(WebElement drop, WebElement row) {
      this.drop = drop;
      this.row = row;
    }

    WebElement item() {
      return row;
    }

    WebElement part(String part) {
      return row.findElement(By.cssSelector("[part=" + part + "]"));
    }

    String text(String part) {
      return part(part).getText();
    }

    /** What the page shows of the file. */
    WebElement detail(String selector) {
      String slot = row.findElement(By.tagName("slot")).getDomAttribute("name");
      return drop.findElement(By.cssSelector("[slot=" + slot + "] " + selector));
    }

    String key() {
      await("the key", () -> !detail("code").getText().isEmpty());
      return detail("code").getText();
    }

    String granted() {
      return detail(".enforced").getText();
    }

    /** Presses the page's button, and returns what it says then. */
    String press(String button) {
      await("the button", () -> detail("button").isDisplayed());
      assertThat(detail("button").getText()).isEqualTo(button);
      detail("button").click();
      await("S3's answer", () -> detail(".answer").getText().contains("S3: "));
      return detail(".answer").getText();
    }

    void awaitEmptyAnswer() {
      await("no answer", () -> detail(".answer").getText().isEmpty());
    }

    double progress() {
      return Double.parseDouble(part("progress").getDomProperty("value"));
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
      await("the link", () -> detail("a").isDisplayed());
      return URI.create(detail("a").getDomProperty("href"));
    }

    /** Waits for the picture that the store gives back, and returns its width in pixels. */
    int storedPictureWidth() {
      await("the stored picture", () -> width() > 0);
      assertThat(detail("img").getDomProperty("src")).contains("X-Amz-Signature=");
      return width();
    }

    private int width() {
      return Integer.parseInt(detail("img").getDomProperty("naturalWidth"));
    }
  }
}
