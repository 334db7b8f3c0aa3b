package io.uploadgrants.iam;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadException;
import org.jspecify.annotations.Nullable;

/** Thrown when a revocation isn't in force. It has what an administrator needs to put it there. */
public final class RevocationException extends UploadException {

  /** The inline policy that is missing, or null. */
  private final @Nullable String policyDocument;

  RevocationException(
      ErrorCode code, String message, @Nullable String policyDocument, @Nullable Throwable cause) {
    super(code, message, cause);
    this.policyDocument = policyDocument;
  }

  /**
   * Returns the inline policy that would revoke the subject, for an administrator to add to the
   * role.
   *
   * @return the policy in JSON, or {@code null} when revocations could not be listed or lifted
   */
  public @Nullable String policyDocument() {
    return policyDocument;
  }
}
