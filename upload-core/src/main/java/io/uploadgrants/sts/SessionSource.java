package io.uploadgrants.sts;

import java.time.Duration;

/**
 * Makes sessions by calling AWS, once for each call: {@link SubjectSessions} caches, retries and
 * keeps time. Thread-safe.
 */
public interface SessionSource {

  /**
   * Makes a session.
   *
   * @param request for whom, for what and how long
   * @param timeout how long the call may take in all
   * @return the session
   * @throws software.amazon.awssdk.core.exception.SdkException when the service refuses it, or
   *     can't be reached
   * @throws io.uploadgrants.UploadException when the request can't be served, whoever calls
   */
  IssuedSession issue(SessionRequest request, Duration timeout);

  /** {@return the minimum duration of a session, 15 minutes for STS} */
  Duration shortest();

  /** {@return the maximum duration of a session, as the role or the service allows} */
  Duration longest();

  /**
   * {@return one sentence for error texts: what limits the duration of sessions, and what sets it}
   */
  String durationRule();

  /** {@return whether the request's policy bounds sessions, rather than their role's own} */
  boolean takesPolicy();

  /**
   * Returns whether a session's key is its user's own, whatever the request's key is. Only then can
   * a profile have one key policy for everybody.
   *
   * @return whether the source appends a part of each user's own; false by default
   */
  default boolean separatesUsers() {
    return false;
  }

  /**
   * Returns whether {@link io.uploadgrants.iam.GrantRevoker} can revoke the sessions: they must be
   * a role's, since it writes the role's policy.
   *
   * @return whether it can; true by default
   */
  default boolean revocable() {
    return true;
  }
}
