package io.uploadgrants;

import java.time.Instant;

/** Issues the grants of one profile and kind. Thread-safe. */
@FunctionalInterface
public interface GrantIssuer {

  /**
   * Issues a grant.
   *
   * @param request the request, checked against the profile
   * @param key the object's key, or for {@link UploadScope#PREFIX} the prefix with its {@code /}
   * @param now the time of the grant
   * @return a grant that enforces every constraint of the profile and of the request
   * @throws IssuanceFailedException when credentials or storage can't be reached
   */
  UploadGrant issue(UploadRequest request, String key, Instant now);

  /**
   * Returns whether this kind can bind what the request says. Asked when the request names no kind.
   *
   * @param request the request
   * @return whether it can
   */
  default boolean fits(UploadRequest request) {
    return true;
  }
}
