package io.uploadgrants.http;

/** What a path below the base stands for, and the methods that it takes. */
enum Resource {
  GRANTS("", "POST, OPTIONS"),
  BATCH("/batch", "POST, OPTIONS"),
  PROFILES("/profiles", "GET, HEAD, OPTIONS"),
  PARTS("/parts", "POST, OPTIONS"),
  STATUS("/status", "POST, OPTIONS"),
  COMPLETE("/complete", "POST, OPTIONS"),
  ABORT("/abort", "POST, OPTIONS");

  private final String path;
  private final String allowed;

  Resource(String path, String allowed) {
    this.path = path;
    this.allowed = allowed;
  }

  /** Returns the path below the base, empty for the base itself. */
  String path() {
    return path;
  }

  /** Returns the methods, as in an {@code Allow} header. */
  String allowed() {
    return allowed;
  }

  /** Returns whether a client comes here with its ticket. */
  boolean takesTicket() {
    return this == PARTS || this == STATUS || this == COMPLETE || this == ABORT;
  }

  /**
   * Finds what a path below the base is for.
   *
   * @throws ProblemException {@code not-found} when its path stands for nothing
   */
  static Resource of(String path) {
    for (Resource resource : values()) {
      if (resource.path.equals(path.equals("/") ? "" : path)) {
        return resource;
      }
    }
    throw ProblemException.notFound();
  }
}
