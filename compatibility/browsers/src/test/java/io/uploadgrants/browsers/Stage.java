package io.uploadgrants.browsers;

import io.uploadgrants.equipment.browser.Chromium;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One store, one application and one browser for all suites of this JVM. */
record Stage(Store store, Cable cable, Application application, Chromium chromium)
    implements AutoCloseable {

  /** Returns the stage, which ends with the last suite. */
  static Stage of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(Stage.class))
        .computeIfAbsent("stage", key -> open(), Stage.class);
  }

  private static Stage open() {
    try {
      Store store = Store.open();
      Cable cable = Cable.to(store.server().endpoint());
      return new Stage(store, cable, new Application(store, cable), Chromium.start());
    } catch (Exception failed) {
      throw new IllegalStateException("No stage.", failed);
    }
  }

  @Override
  public void close() {
    try (store;
        cable;
        chromium) {
      application.end();
    } catch (Exception failed) {
      throw new IllegalStateException("The stage can't be cleared.", failed);
    }
  }
}
