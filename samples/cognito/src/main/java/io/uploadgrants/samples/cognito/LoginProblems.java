package io.uploadgrants.samples.cognito;

import io.uploadgrants.OverQuotaException;
import io.uploadgrants.UploadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Tells refused logins as {@code application/problem+json}, as the servlet tells refused grants.
 */
@RestControllerAdvice(assignableTypes = LoginController.class)
class LoginProblems {

  private static final Logger LOG = LoggerFactory.getLogger(LoginProblems.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(UploadException reason) {
    return switch (reason.code()) {
      case AUTHENTICATION_REQUIRED -> problem(HttpStatus.UNAUTHORIZED, reason, text(reason));
      case OVER_QUOTA -> problem(HttpStatus.TOO_MANY_REQUESTS, reason, text(reason));
      case ISSUANCE_FAILED -> {
        LOG.warn("A login failed", reason);
        yield problem(
            HttpStatus.SERVICE_UNAVAILABLE,
            reason,
            "Nobody can log in at present; try again later.");
      }
      case INVALID_CONFIGURATION -> {
        LOG.error("A login failed", reason);
        yield problem(
            HttpStatus.INTERNAL_SERVER_ERROR,
            reason,
            "The application isn't set up for logging in; its log says why.");
      }
      default -> problem(HttpStatus.BAD_REQUEST, reason, text(reason));
    };
  }

  private static ResponseEntity<ProblemDetail> problem(
      HttpStatus status, UploadException reason, String text) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, text);
    problem.setProperty("code", reason.code().id());
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status).cacheControl(CacheControl.noStore());
    if (reason instanceof OverQuotaException quota) {
      answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(quota.retryAfter().toSeconds()));
    }
    return answer.body(problem);
  }

  private static String text(UploadException reason) {
    return String.valueOf(reason.getMessage());
  }
}
