package io.uploadgrants;

import java.time.Duration;
import java.util.Objects;

/** Thrown by a {@link GrantAuthorizer} whose caller may come back later. */
public final class OverQuotaException extends UploadRefusedException {

  /** How long to wait before asking again. */
  private final Duration retryAfter;

  /**
   * Creates an exception.
   *
   * @param message which quota was used up; the caller sees it
   * @param retryAfter how long to wait before asking again
   */
  public OverQuotaException(String message, Duration retryAfter) {
    super(ErrorCode.OVER_QUOTA, message, null, null);
    this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
  }

  /**
   * Returns how long to wait before asking again.
   *
   * @return the time, to be rounded up to seconds in {@code Retry-After}
   */
  public Duration retryAfter() {
    return retryAfter;
  }
}
