package io.uploadgrants;

import org.jspecify.annotations.Nullable;

/**
 * Chooses where the objects of a request go, for instance the bucket of the subject's tenant. What
 * a client says has no part in it. Thread-safe.
 */
@FunctionalInterface
public interface TargetResolver {

  /**
   * Returns the target of one request. It is asked before the {@link GrantAuthorizer}s are.
   * Profiles are compiled for each target once, and kept for 500 to 1,000 pairs of both, so targets
   * that are {@linkplain UploadTarget#equals equal} cost nothing.
   *
   * @param subject who uploads, or {@code null} for a guest
   * @param profile the profile that was asked for
   * @return the target; {@code null} for that of the profile, or of all
   * @throws UploadRefusedException when the subject has no place for such files
   */
  @Nullable UploadTarget resolve(@Nullable String subject, UploadProfile profile);
}
