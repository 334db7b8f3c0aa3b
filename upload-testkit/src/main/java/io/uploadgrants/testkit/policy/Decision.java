package io.uploadgrants.testkit.policy;

/**
 * What a policy says of a request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public enum Decision {
  /** A statement allows it, and none denies it. */
  ALLOWED,

  /** A statement denies it; whatever else allows it doesn't count. */
  DENIED_EXPLICITLY,

  /** No statement speaks of it, which denies it. */
  DENIED_IMPLICITLY;

  /**
   * Returns whether the request may go on.
   *
   * @return true for {@link #ALLOWED} only
   */
  public boolean allowed() {
    return this == ALLOWED;
  }
}
