package io.uploadgrants.http;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.OverQuotaException;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadRefusedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as the caller is told.
 *
 * @param status the HTTP status
 * @param code the stable code
 * @param detail the fact, the rule and the remedy
 * @param limit what the rule allows, or {@code null}
 * @param given what the request had, or {@code null}
 * @param retryAfter how long to wait before asking again, or {@code null} when that doesn't help
 */
record Problem(
    int status,
    String code,
    String detail,
    @Nullable Object limit,
    @Nullable Object given,
    @Nullable Duration retryAfter) {

  private static final Duration USUAL_RETRY = Duration.ofSeconds(5);

  Problem(int status, String code, String detail) {
    this(status, code, detail, null, null, null);
  }

  static Problem of(UploadException reason) {
    ErrorCode code = reason.code();
    UploadRefusedException refusal =
        reason instanceof UploadRefusedException refused ? refused : null;
    return new Problem(
        statusOf(code),
        code.id(),
        detailOf(reason),
        refusal == null ? null : refusal.limit(),
        refusal == null ? null : refusal.given(),
        retryAfterOf(reason));
  }

  static Problem internalError() {
    return new Problem(
        500,
        "internal-error",
        "The server failed to process this request; its log has the reason.");
  }

  /** The one place that knows which status a code has. */
  private static int statusOf(ErrorCode code) {
    return switch (code) {
      case INVALID_REQUEST, INVALID_TICKET, INVALID_RECEIPT -> 400;
      // Without WWW-Authenticate, against the letter of RFC 9110: how to log in is the
      // application's own affair, and a scheme such as Basic would make browsers ask for a password
      // that nobody checks. A filter in front may add the challenge that fits.
      case AUTHENTICATION_REQUIRED -> 401;
      case DENIED, TICKET_OF_ANOTHER_SUBJECT -> 403;
      case UNKNOWN_PROFILE, NO_SUCH_UPLOAD -> 404;
      case ALREADY_COMPLETED -> 409;
      case TICKET_EXPIRED -> 410;
      case TOO_LARGE -> 413;
      case TYPE_NOT_ALLOWED -> 415;
      case TOO_SMALL,
          SIZE_REQUIRED,
          CHECKSUM_REQUIRED,
          KIND_NOT_ALLOWED,
          OBJECT_DIFFERS,
          PARTS_MISSING ->
          422;
      case OVER_QUOTA -> 429;
      case INVALID_CONFIGURATION -> 500;
      case ISSUANCE_FAILED -> 503;
    };
  }

  /** Returns the exception's text, unless it speaks to whoever runs the application. */
  private static String detailOf(UploadException reason) {
    return switch (reason.code()) {
      case ISSUANCE_FAILED ->
          "The request is valid, but can't be served at present; try again later.";
      case INVALID_CONFIGURATION ->
          "The application isn't set up for this upload; only its operator can correct that.";
      default -> String.valueOf(reason.getMessage());
    };
  }

  private static @Nullable Duration retryAfterOf(UploadException reason) {
    if (reason instanceof OverQuotaException quota) {
      return quota.retryAfter();
    }
    boolean passes =
        reason.code() == ErrorCode.OVER_QUOTA || reason.code() == ErrorCode.ISSUANCE_FAILED;
    return passes ? USUAL_RETRY : null;
  }
}
