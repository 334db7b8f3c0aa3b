package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.NamedUploadTargets;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.settings.LocalSettings;
import io.uploadgrants.spring.settings.UploadProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the targets that have names of their properties. */
final class TargetMapper {

  private TargetMapper() {}

  /**
   * Makes all of them.
   *
   * @param details where the store of the target without a name is
   * @param only that target, where its store takes the place of all others
   */
  static NamedUploadTargets map(
      Map<String, UploadProperties.Target> properties,
      UploadConnectionDetails details,
      Supplier<UploadTarget> only) {
    Map<String, UploadTarget> targets = new LinkedHashMap<>();
    properties.forEach(
        (name, target) ->
            targets.put(
                name,
                details.replacesNamedTargets()
                    ? only.get()
                    : LocalSettings.below(
                        "targets." + name,
                        () ->
                            UploadTargets.complete(
                                target, new PropertiesUploadConnectionDetails(target)))));
    return new NamedUploadTargets(targets);
  }
}
