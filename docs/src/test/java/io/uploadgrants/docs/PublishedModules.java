package io.uploadgrants.docs;

import java.util.List;

/** The modules that users get. */
final class PublishedModules {

  static final List<String> NAMES =
      List.of(
          "upload-core",
          "upload-http",
          "upload-probe",
          "upload-servlet",
          "upload-spring-boot-starter",
          "upload-testkit");

  private PublishedModules() {}
}
