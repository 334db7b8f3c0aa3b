package io.uploadgrants;

import org.jspecify.annotations.Nullable;

/** Thrown when a request breaks a rule; its sender can correct it. */
public class UploadRefusedException extends UploadException {

  private final transient @Nullable Object limit;
  private final transient @Nullable Object given;

  /**
   * Creates an exception.
   *
   * @param code the stable code
   * @param message the fact, the rule and the remedy; with values in it, of {@link ErrorText#of}
   * @param limit what the rule allows: a number, a text, a list of texts, or {@code null}
   * @param given what the request had, likewise
   */
  public UploadRefusedException(
      ErrorCode code, String message, @Nullable Object limit, @Nullable Object given) {
    super(code, message, null);
    this.limit = limit;
    this.given = given;
  }

  /**
   * Creates the exception of a {@link GrantAuthorizer} that denies a request.
   *
   * @param template why; the caller sees it
   * @param values what is filled in, {@linkplain ErrorText#of made safe}
   * @return an exception with the code {@code denied}
   */
  public static UploadRefusedException denied(String template, @Nullable Object... values) {
    return new UploadRefusedException(ErrorCode.DENIED, ErrorText.of(template, values), null, null);
  }

  /**
   * Creates the refusal of a request that breaks a rule for all requests.
   *
   * @param template the fact, the rule and the remedy
   * @param values what is filled in, {@linkplain ErrorText#of made safe}
   * @return an exception with the code {@code invalid-request}
   */
  public static UploadRefusedException invalid(String template, @Nullable Object... values) {
    return new UploadRefusedException(
        ErrorCode.INVALID_REQUEST, ErrorText.of(template, values), null, null);
  }

  /**
   * Returns what the rule allows.
   *
   * @return a number, a text, a list of texts, or {@code null} where the rule has no such value
   */
  public @Nullable Object limit() {
    return limit;
  }

  /**
   * Returns what the request had.
   *
   * @return a number, a text, a list of texts, or {@code null} where there is no such value
   */
  public @Nullable Object given() {
    return given;
  }
}
