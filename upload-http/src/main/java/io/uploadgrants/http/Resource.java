package io.uploadgrants.http;

/** What a path below the base stands for, and the methods that it takes. */
enum Resource {
  GRANTS("POST, OPTIONS"),
  PROFILES("GET, HEAD, OPTIONS"),
  STATUS("POST, OPTIONS"),
  COMPLETE("POST, OPTIONS"),
  ABORT("POST, OPTIONS");

  private final String allowed;

  Resource(String allowed) {
    this.allowed = allowed;
  }

  /** Returns the methods, as in an {@code Allow} header. */
  String allowed() {
    return allowed;
  }

  /** Returns whether a client comes here with its ticket. */
  boolean takesTicket() {
    return this == STATUS || this == COMPLETE || this == ABORT;
  }

  /**
   * Finds what a path below the base is for.
   *
   * @throws ProblemException {@code not-found} when its path stands for nothing
   */
  static Resource of(String path) {
    return switch (path) {
      case "", "/" -> GRANTS;
      case "/profiles" -> PROFILES;
      case "/status" -> STATUS;
      case "/complete" -> COMPLETE;
      case "/abort" -> ABORT;
      default -> throw ProblemException.notFound();
    };
  }
}
