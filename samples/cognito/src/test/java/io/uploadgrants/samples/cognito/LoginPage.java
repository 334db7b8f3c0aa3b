package io.uploadgrants.samples.cognito;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page as its visitor sees it. */
final class LoginPage {

  private final ChromeDriver browser;

  private LoginPage(ChromeDriver browser) {
    this.browser = browser;
  }

  static LoginPage open(ChromeDriver browser, String host, int port) {
    browser.get("http://" + host + ":" + port + "/");
    LoginPage page = new LoginPage(browser);
    page.await("the hints", () -> page.part("hints").isDisplayed());
    return page;
  }

  WebElement part(String testId) {
    return browser.findElement(byTestId(testId));
  }

  String text(String testId) {
    return part(testId).getText();
  }

  /** Fills in the form and sends it; what comes of it is awaited by what follows. */
  LoginPage logIn(String username, String password) {
    write("username", username);
    write("password", password);
    part("log-in").click();
    return this;
  }

  void choosePassword(String password) {
    awaitShown("choose-password");
    write("new-password", password);
    part("set-password").click();
  }

  LoginPage awaitShown(String testId) {
    await(testId, () -> part(testId).isDisplayed());
    return this;
  }

  String awaitError() {
    awaitShown("error");
    return text("error");
  }

  /** Chooses a file, and waits for its row. */
  Row choose(String name, String content) {
    int before = rows().size();
    add(name, content);
    return row(before);
  }

  /** Chooses a file of that name and text, which no file system has to know. */
  void add(String name, String content) {
    browser.executeScript(
        """
        const chosen = new DataTransfer();
        chosen.items.add(new File([arguments[1]], arguments[0], { type: 'text/plain' }));
        const chooser = document.getElementById('chooser');
        chooser.files = chosen.files;
        chooser.dispatchEvent(new Event('change'));
        """,
        name,
        content);
  }

  /** Stands between page and application, and runs a statement on each {@code grant}. */
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

  /** Waits for the row of that place. */
  Row row(int index) {
    await("a row", () -> rows().size() > index);
    return new Row(rows().get(index));
  }

  private List<WebElement> rows() {
    return browser.findElements(byTestId("row"));
  }

  private void write(String testId, String text) {
    part(testId).clear();
    part(testId).sendKeys(text);
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

    String text(String testId) {
      return row.findElement(byTestId(testId)).getText();
    }

    Row awaitState(String state) {
      await("state " + state, () -> state.equals(row.getDomAttribute("data-state")));
      return this;
    }
  }
}
