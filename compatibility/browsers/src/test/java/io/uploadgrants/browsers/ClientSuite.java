package io.uploadgrants.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.browsers.ClientPage.Outcome;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.equipment.browser.Chromium;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client in Chromium, against the embedded store. */
@Needs(Equipment.CHROMIUM)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientSuite {

  static final int MIB = 1 << 20;

  @RegisterExtension static final BeforeAllCallback STAGE = context -> stage = Stage.of(context);

  private static @Nullable Stage stage;

  ClientPage page;

  @BeforeEach
  void openPage() {
    page = openAgain();
    chromium().problems(); // the last test's
  }

  @AfterEach
  void nothingIsLeft() {
    page.forgetAll();
    chromium().driver().get("about:blank"); // cuts off what is on its way
    chromium().uploadAtMost(-1);
    store().server().faults().clear();
    application().trouble().clear();
    cable().mend();
    store().abortAll();
  }

  private static Stage stage() {
    return Objects.requireNonNull(stage);
  }

  final Store store() {
    return stage().store();
  }

  final Cable cable() {
    return stage().cable();
  }

  final Application application() {
    return stage().application();
  }

  final Chromium chromium() {
    return stage().chromium();
  }

  final ClientPage openAgain() {
    return ClientPage.open(chromium().driver(), application().address());
  }

  final void assertStored(Outcome outcome, TestFile file) {
    assertThat(outcome.failed()).isEmpty();
    assertThat(store().bytes(outcome.text("key"))).isEqualTo(file.bytes());
    assertThat(outcome.text("size")).isEqualTo(String.valueOf(file.size()));
  }

  /** Nothing was against the page's policy; what the application refuses, the browser logs too. */
  final void assertNoProblems() {
    assertThat(chromium().problems())
        .filteredOn(problem -> !problem.contains("/uploads - Failed to load resource"))
        .as("errors and policy violations")
        .isEmpty();
  }

  /** The application knows the upload by its receipt. */
  final void assertReceipt(Outcome outcome) {
    assertThat(application().receipts().verify(outcome.text("receipt"), "alice").key())
        .isEqualTo(outcome.text("key"));
  }

  final String contentType(Outcome outcome) {
    return store().contentType(outcome.text("key"));
  }

  static Map<String, Object> options(String name, Object value) {
    return Map.of(name, value);
  }
}
