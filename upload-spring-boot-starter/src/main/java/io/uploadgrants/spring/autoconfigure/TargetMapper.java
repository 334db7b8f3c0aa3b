package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.NamedUploadTargets;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.settings.LocalSettings;
import io.uploadgrants.spring.settings.UploadProperties;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the targets that have names of their properties. */
final class TargetMapper {

  private TargetMapper() {}

  /**
   * Makes all of them.
   *
   * @param details where the store is; a test's or a container's takes the place of each target's
   */
  static NamedUploadTargets map(
      Map<String, UploadProperties.Target> properties, UploadConnectionDetails details) {
    Map<String, UploadTarget> targets = new LinkedHashMap<>();
    properties.forEach((name, target) -> targets.put(name, map(name, target, details)));
    return new NamedUploadTargets(targets);
  }

  private static UploadTarget map(
      String name, UploadProperties.Target properties, UploadConnectionDetails details) {
    return LocalSettings.below(
        "targets." + name,
        () ->
            UploadTargets.complete(
                properties,
                details instanceof PropertiesUploadConnectionDetails
                    ? new PropertiesUploadConnectionDetails(properties)
                    : details));
  }
}
