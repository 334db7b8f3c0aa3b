package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.settings.UploadProperties;
import java.util.List;
import java.util.Objects;

/**
 * Keeps the sessions of one store's STS from another store: a bucket of the same name may be
 * anybody's there.
 *
 * @param properties which profiles use sessions
 * @param isPlaced whether it was said where STS is, else it is that of the target without a name
 */
record SessionStores(UploadProperties properties, boolean isPlaced) {

  /**
   * Checks the targets of all profiles that use sessions of the starter's.
   *
   * @throws UploadConfigurationException when they are in several stores
   */
  void check(UploadGrants grants) {
    List<UploadProfile> profiles = grants.profiles().stream().filter(this::usesSessions).toList();
    if (profiles.isEmpty()) {
      return;
    }
    UploadTarget first = isPlaced ? grants.target(profiles.get(0)) : grants.target();
    for (UploadProfile profile : profiles) {
      UploadTarget target = grants.target(profile);
      if (!Objects.equals(target.endpoint(), first.endpoint())) {
        throw new UploadConfigurationException(
            "profiles." + profile.name() + ".target",
            "Profile '%s' uses sessions, and goes to another store than the STS that makes them is for: its endpoint is '%s', and not '%s'. Give it presigned-put or post-policy without sign-as-subject, or a target in that store.",
            profile.name(),
            Objects.toString(target.endpoint(), "AWS"),
            Objects.toString(first.endpoint(), "AWS"));
      }
    }
  }

  private boolean usesSessions(UploadProfile profile) {
    UploadProperties.Profile configured = properties.profiles().get(profile.name());
    return configured != null
        && (configured.signAsSubject()
            || configured.kinds().contains(GrantKind.TEMPORARY_CREDENTIALS));
  }
}
