package io.uploadgrants;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The base of all exceptions of this library. Its text says what was given, what the rule is and
 * what to do, and never holds a secret.
 */
public abstract class UploadException extends RuntimeException {

  /** The stable code. */
  private final ErrorCode code;

  /**
   * Creates an exception.
   *
   * @param code the stable code
   * @param message the fact, the rule and the remedy
   * @param cause what led to it, or {@code null}
   */
  protected UploadException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** {@return the stable code, the same as over HTTP} */
  public ErrorCode code() {
    return code;
  }

  /**
   * Returns the text.
   *
   * @return the fact, the rule and the remedy
   */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
