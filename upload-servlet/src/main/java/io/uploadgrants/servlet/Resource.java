package io.uploadgrants.servlet;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;

/** What a path below the servlet's base stands for, and the methods that it takes. */
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
   * Finds what a request is for, however the servlet is mapped.
   *
   * @throws ProblemException {@code not-found} when its path stands for nothing
   */
  static Resource of(HttpServletRequest request) {
    return switch (pathBelowBase(request)) {
      case "", "/" -> GRANTS;
      case PROFILES_PATH -> PROFILES;
      default -> throw ProblemException.notFound();
    };
  }

  private static String pathBelowBase(HttpServletRequest request) {
    String info = request.getPathInfo();
    if (info != null) {
      return info;
    }
    String path = request.getServletPath();
    HttpServletMapping mapping = request.getHttpServletMapping();
    if (mapping.getMappingMatch() == MappingMatch.DEFAULT) {
      return path;
    }
    // Mapped to one path: to the base itself, or to /base/profiles beside it.
    boolean beside = path.endsWith(PROFILES_PATH) && path.length() > PROFILES_PATH.length();
    return beside ? PROFILES_PATH : "";
  }
}
