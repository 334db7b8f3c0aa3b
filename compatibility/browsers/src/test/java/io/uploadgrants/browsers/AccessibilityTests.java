package io.uploadgrants.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.equipment.browser.Axe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.WebDriverWait;

/** What axe-core finds on a page with the element, at desktop and phone width, light and dark. */
@Needs({Equipment.CHROMIUM, Equipment.NPM_PACKAGES})
class AccessibilityTests extends ClientSuite {

  @AfterEach
  void wideAndLight() {
    chromium().resize(1000, 900);
    chromium().colours("light");
  }

  @ParameterizedTest
  @CsvSource({"1000, light", "390, dark"})
  void nothingIsFound(int width, String scheme) throws IOException {
    chromium().resize(width, 900);
    chromium().colours(scheme);
    chromium().driver().get(application().address().resolve("drop.html").toString());
    chromium().uploadAtMost(6 * MIB);
    rowsOfEveryState();

    assertThat(Axe.violations(chromium().driver())).isEmpty();
  }

  private void rowsOfEveryState() {
    new WebDriverWait(chromium().driver(), Duration.ofSeconds(10))
        .until(browser -> browser.findElement(By.tagName("html")).getDomAttribute("data-ready"));
    chromium()
        .driver()
        .executeScript(
            """
            addFile('photo', 'me.gif', 100, 'image/gif', 'GIF89a');
            addFile('photo', 'large.gif', 2000000, 'image/gif', 'GIF89a');
            addFile('video', 'clip.mp4', 12000000, 'video/mp4', '');
            """);
    for (String state : List.of("completed", "failed", "uploading")) {
      new WebDriverWait(chromium().driver(), Duration.ofSeconds(10))
          .until(
              browser ->
                  browser.findElements(By.cssSelector("upload-drop")).stream()
                      .anyMatch(
                          element ->
                              !element
                                  .getShadowRoot()
                                  .findElements(By.cssSelector("li[data-state=" + state + "]"))
                                  .isEmpty()));
    }
  }
}
