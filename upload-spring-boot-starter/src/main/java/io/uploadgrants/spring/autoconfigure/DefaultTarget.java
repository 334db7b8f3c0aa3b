package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.NamedUploadTargets;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.settings.UploadProperties;
import org.springframework.util.StringUtils;

/**
 * The target of profiles that name none. It needs a bucket only where there are such profiles.
 *
 * @param isSet whether a bucket is set, or isn't needed for want of other targets
 */
record DefaultTarget(
    UploadProperties properties,
    UploadConnectionDetails details,
    NamedUploadTargets named,
    boolean isSet) {

  static DefaultTarget of(
      UploadProperties properties, UploadConnectionDetails details, NamedUploadTargets named) {
    boolean isSet =
        details.getBucket() != null
            || StringUtils.hasText(properties.bucket())
            || named.byName().isEmpty();
    return new DefaultTarget(properties, details, named, isSet);
  }

  /** Returns the target; where no bucket is set, one that {@link #check} keeps from being used. */
  UploadTarget get() {
    return isSet
        ? UploadTargets.complete(properties.defaultTarget(), details)
        : named.byName().values().iterator().next();
  }

  /**
   * Checks that each profile has a target of its own where there is no other.
   *
   * @throws UploadConfigurationException when one has none
   */
  UploadGrants check(UploadGrants grants) {
    for (UploadProfile profile : grants.profiles()) {
      if (!isSet && profile.target() == null) {
        throw new UploadConfigurationException(
            "bucket",
            "Profile '%s' names no target, and no bucket is set for such profiles; set its target to one of: %s; or set the bucket's name.",
            profile.name(),
            named.byName().keySet());
      }
    }
    return grants;
  }
}
