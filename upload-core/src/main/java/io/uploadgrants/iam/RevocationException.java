package io.uploadgrants.iam;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when revocations couldn't be changed or listed. It says what is in force, and has what an
 * administrator needs to put a missing revocation there.
 */
public final class RevocationException extends UploadException {

  /** What is known of the revocation that was to be added or lifted. */
  public enum State {
    /** It is in force: it was to be lifted, and IAM still has it. */
    IN_FORCE,
    /** It isn't in force: it was to be added, and IAM doesn't have it. */
    NOT_IN_FORCE,
    /** Nobody knows, since IAM didn't answer each call. */
    UNKNOWN
  }

  /** What is known of the revocation. */
  private final State state;

  /** The inline policy that is missing, or null. */
  private final @Nullable String policyDocument;

  /** What made way and may not be there any more. */
  private final List<Revocation> removed;

  RevocationException(
      ErrorCode code,
      String message,
      State state,
      @Nullable String policyDocument,
      List<Revocation> removed,
      Throwable cause) {
    super(code, message, cause);
    this.state = state;
    this.policyDocument = policyDocument;
    this.removed = List.copyOf(removed);
  }

  /**
   * Returns what is known of the revocation that was to be added or lifted.
   *
   * @return the state; {@link State#UNKNOWN} when revocations were only to be listed or tidied up
   */
  public State state() {
    return state;
  }

  /**
   * Returns the inline policy that would revoke the subject, for an administrator to add to the
   * role under the name that the text has.
   *
   * @return the policy in JSON, or {@code null} when revocations could not be listed or lifted
   */
  public @Nullable String policyDocument() {
    return policyDocument;
  }

  /**
   * Returns the older revocations that were removed to make room and that IAM may not have any
   * more: their subjects have to be revoked again.
   *
   * @return mostly none, since they are put back
   */
  public List<Revocation> removed() {
    return removed;
  }
}
