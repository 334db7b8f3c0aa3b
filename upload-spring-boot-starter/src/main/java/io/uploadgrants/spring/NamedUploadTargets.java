package io.uploadgrants.spring;

import io.uploadgrants.ErrorText;
import io.uploadgrants.KnownNames;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadTarget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The targets of {@code upload.targets}, for instance for a {@link io.uploadgrants.TargetResolver}
 * to choose from.
 *
 * @param byName each target by its name
 */
public record NamedUploadTargets(Map<String, UploadTarget> byName) {

  /** Copies the targets. */
  public NamedUploadTargets {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /**
   * Returns a target.
   *
   * @param name its name among the properties
   * @return the target
   * @throws UploadConfigurationException when there is none of that name
   */
  public UploadTarget get(String name) {
    UploadTarget target = byName.get(name);
    if (target == null) {
      throw new UploadConfigurationException(
          "target",
          "There is no target '%s'%s Set the properties below 'upload.targets', or name one of: %s.",
          name,
          ErrorText.phrase(KnownNames.of(byName.keySet()).didYouMean(name)),
          byName.isEmpty() ? "none so far" : byName.keySet());
    }
    return target;
  }
}
