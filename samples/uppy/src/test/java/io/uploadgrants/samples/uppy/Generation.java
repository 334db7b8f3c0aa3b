package io.uploadgrants.samples.uppy;

/** What uploads: a panel of the page, and how it asks the server. */
enum Generation {
  /** By {@code signRequest}. */
  UPPY_6("uppy6", "/"),
  /** By a {@code companionEndpoint}. */
  UPPY_6_COMPANION("uppy6", "/?companion"),
  /** By an {@code endpoint}. */
  UPPY_5("uppy5", "/");

  private final String panel;
  private final String path;

  Generation(String panel, String path) {
    this.panel = panel;
    this.path = path;
  }

  String panel() {
    return panel;
  }

  String path() {
    return path;
  }

  boolean isVersion6() {
    return this != UPPY_5;
  }
}
