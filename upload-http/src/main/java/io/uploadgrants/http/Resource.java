package io.uploadgrants.http;

/** What a path below the base stands for, and the methods that it takes. */
enum Resource {
  GRANTS("POST, OPTIONS"),
  PROFILES("GET, HEAD, OPTIONS");

  private static final String PROFILES_PATH = "/profiles";

  private final String allowed;

  Resource(String allowed) {
    this.allowed = allowed;
  }

  /** Returns the methods, as in an {@code Allow} header. */
  String allowed() {
    return allowed;
  }

  /**
   * Finds what a path below the base is for.
   *
   * @throws ProblemException {@code not-found} when its path stands for nothing
   */
  static Resource of(String path) {
    return switch (path) {
      case "", "/" -> GRANTS;
      case PROFILES_PATH -> PROFILES;
      default -> throw ProblemException.notFound();
    };
  }
}
