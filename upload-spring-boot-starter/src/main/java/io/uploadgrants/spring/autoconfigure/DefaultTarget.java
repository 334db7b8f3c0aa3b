package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.NamedUploadTargets;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.settings.UploadProperties;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.util.StringUtils;

/** The target of profiles that name none. It needs a bucket only where there are such profiles. */
public final class DefaultTarget {

  private static final UploadProperties.Target NOTHING =
      new UploadProperties.Target(
          null, null, null, null, null, null, false, false, false, false, null, List.of(),
          List.of());

  private final UploadProperties properties;
  private final UploadConnectionDetails details;
  private final Supplier<NamedUploadTargets> named;

  /** Takes the named targets as they are needed, since a test's are made of this one. */
  DefaultTarget(
      UploadProperties properties,
      UploadConnectionDetails details,
      Supplier<NamedUploadTargets> named) {
    this.properties = properties;
    this.details = details;
    this.named = named;
  }

  /**
   * Returns the properties of the one target that a test has.
   *
   * @param properties those of the application, which may have a bucket for named targets alone
   * @return properties with a bucket, if there is any
   */
  public static UploadProperties.Target ofTests(UploadProperties properties) {
    boolean isSet = StringUtils.hasText(properties.bucket()) || properties.targets().isEmpty();
    return isSet
        ? properties.defaultTarget()
        : new TreeMap<>(properties.targets()).firstEntry().getValue();
  }

  /** Returns the target; where no bucket is set, one that {@link #check} keeps from being used. */
  UploadTarget get() {
    if (details.replacesNamedTargets()) {
      return UploadTargets.complete(ofTests(properties), details);
    }
    if (isSet()) {
      return UploadTargets.complete(properties.defaultTarget(), details);
    }
    if (!properties.defaultTarget().equals(NOTHING)) {
      throw new UploadConfigurationException(
          "bucket",
          "A property of the target without a name is set (its region, endpoint or store, for instance), and its bucket isn't, so the property would do nothing. Set the bucket's name, or move the property below each target that is meant: %s.",
          properties.targets().keySet());
    }
    return standIn();
  }

  private boolean isSet() {
    return details.getBucket() != null
        || details.replacesNamedTargets()
        || StringUtils.hasText(properties.bucket())
        || properties.targets().isEmpty();
  }

  /** The first by name, since the order of properties depends on where they are set. */
  private UploadTarget standIn() {
    return new TreeMap<>(named.get().byName()).firstEntry().getValue();
  }

  /**
   * Checks that each profile has a target of its own where there is no other.
   *
   * @param bean the bean {@code UploadTarget}, which may be the application's
   * @throws UploadConfigurationException when one has none
   */
  void check(UploadTarget bean, UploadGrants grants) {
    if (isSet() || !bean.equals(standIn()) || !grants.target().equals(bean)) {
      return;
    }
    for (UploadProfile profile : grants.profiles()) {
      if (profile.target() == null) {
        throw new UploadConfigurationException(
            "bucket",
            "Profile '%s' names no target, and no bucket is set for such profiles; set its target to one of: %s; or set the bucket's name.",
            profile.name(),
            properties.targets().keySet());
      }
    }
  }
}
