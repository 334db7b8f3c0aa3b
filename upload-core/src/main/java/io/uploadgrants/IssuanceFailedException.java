package io.uploadgrants;

import org.jspecify.annotations.Nullable;

/** Thrown when a grant can't be issued although the request is valid; a retry may help. */
public final class IssuanceFailedException extends UploadException {

  /**
   * Creates an exception.
   *
   * @param message what couldn't be reached or had, without any secret
   * @param cause what led to it, or {@code null}
   */
  public IssuanceFailedException(String message, @Nullable Throwable cause) {
    super(ErrorCode.ISSUANCE_FAILED, message, cause);
  }
}
