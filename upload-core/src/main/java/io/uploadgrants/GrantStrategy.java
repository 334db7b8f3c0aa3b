package io.uploadgrants;

import java.util.Map;
import java.util.Set;

/**
 * Makes one kind of grant.
 *
 * <p>The strategies of this library are found by {@link java.util.ServiceLoader}; a custom one
 * takes its kind's place by {@link UploadGrants.Builder#strategy}. Thread-safe.
 */
public interface GrantStrategy {

  /** {@return the kind that this strategy makes} */
  GrantKind kind();

  /**
   * Returns what the store must be able to do for this kind to work at all.
   *
   * @return the features, none by default
   */
  default Set<StoreFeature> needs() {
    return Set.of();
  }

  /**
   * Returns the constraints that a grant of this kind enforces, and how.
   *
   * @param profile the profile
   * @param target where the objects go
   * @return every constraint of the profile that is enforced; one that isn't must not be there
   */
  Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target);

  /**
   * Returns whether the grants of different users never reach the same objects, whatever the
   * profile's keys are, because the strategy puts a part of each user's own behind them. Only then
   * can a profile have a prefix that {@linkplain ObjectKeyPolicy#shared is shared}.
   *
   * @return whether it does; false by default
   */
  default boolean separatesUsers() {
    return false;
  }

  /**
   * Compiles a profile, so that each grant only fills in and signs.
   *
   * @param profile the profile, all of whose constraints are in {@link #enforces}
   * @param target where the objects go
   * @param credentials what signs
   * @return what issues the grants
   * @throws UploadConfigurationException when the kind can't carry the profile
   */
  GrantIssuer prepare(UploadProfile profile, UploadTarget target, SigningCredentials credentials);
}
