package io.uploadgrants.equipment.browser;

import io.uploadgrants.equipment.Equipment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.chrome.ChromeDriver;

/** Deque's axe-core, which finds what hinders people with disabilities. */
public final class Axe {

  private Axe() {}

  /**
   * Looks at the page as it is shown. Whoever does says that it needs npm packages.
   *
   * @param browser where the page is open
   * @return what is wrong, as "rule: elements"; empty when nothing is
   * @throws IOException if axe-core can't be read
   */
  public static List<?> violations(ChromeDriver browser) throws IOException {
    browser.executeScript(Files.readString(Equipment.npmPackages().resolve("axe-core/axe.min.js")));
    Object found =
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then(({ violations, passes }) => done({
              violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`),
              passes: passes.length,
            }));
            """);
    Map<?, ?> result = (Map<?, ?>) Objects.requireNonNull(found);
    if (Long.valueOf(0).equals(result.get("passes"))) {
      throw new AssertionError("axe-core has looked at nothing.");
    }
    return (List<?>) Objects.requireNonNull(result.get("violations"));
  }
}
