package io.uploadgrants.spring.servlet;

import io.uploadgrants.UploadConfigurationException;

/** Paths at which servlets are registered. */
final class ServletPath {

  private ServletPath() {}

  /**
   * Checks a path.
   *
   * @throws UploadConfigurationException when it can't be mapped
   */
  static String checked(String setting, String path) {
    if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
      throw new UploadConfigurationException(
          setting,
          "The servlet's path is '%s'; give one such as /uploads, without a / at its end.",
          path);
    }
    return path;
  }
}
