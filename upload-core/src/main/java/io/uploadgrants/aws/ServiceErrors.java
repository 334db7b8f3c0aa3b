package io.uploadgrants.aws;

import io.uploadgrants.UploadException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * What may be said of the SDK's failures. A service quotes what it refuses, and the SDK repeats it
 * in causes and suppressed exceptions: where a login went along, that may be its token.
 */
public final class ServiceErrors {

  private static final String LEFT_OUT = "<redacted> (it may quote a login)";

  private ServiceErrors() {}

  /**
   * Returns the code of a service's error, such as {@code AccessDenied}.
   *
   * @param failed the failure
   * @return the code, or {@code null} where no service answered, or without one
   */
  public static @Nullable String code(SdkException failed) {
    AwsErrorDetails details = details(failed);
    return details == null ? null : details.errorCode();
  }

  /**
   * Returns the text of a service's error, which may quote what was sent.
   *
   * @param failed the failure
   * @return the text, or {@code null} where no service answered, or without one
   */
  public static @Nullable String message(SdkException failed) {
    AwsErrorDetails details = details(failed);
    return details == null ? null : details.errorMessage();
  }

  private static @Nullable AwsErrorDetails details(SdkException failed) {
    return failed instanceof AwsServiceException service ? service.awsErrorDetails() : null;
  }

  /**
   * Returns what failed, without its text.
   *
   * @param failed the failure
   * @return the error's code and status, or the types of what failed in the client
   */
  public static String summary(SdkException failed) {
    if (failed instanceof SdkServiceException service) {
      String code = code(service);
      return code == null
          ? "status " + service.statusCode()
          : PrintableText.of(code) + ", status " + service.statusCode();
    }
    Throwable cause = failed.getCause();
    return failed.getClass().getSimpleName()
        + (cause == null ? "" : " by " + cause.getClass().getSimpleName());
  }

  /**
   * Returns a copy of a failure that says what failed, and not why.
   *
   * @param failed the failure
   * @return the copy, which has neither its causes nor what it suppressed
   */
  public static SdkException redacted(RuntimeException failed) {
    return failed instanceof AwsServiceException service
        ? redacted(service)
        : sameTrace(failed, SdkClientException.create(types(failed) + " " + LEFT_OUT));
  }

  /**
   * Returns a copy of a service's error that says what failed, and not why.
   *
   * @param failed the error
   * @return the copy, with its code, status and request
   */
  public static AwsServiceException redacted(AwsServiceException failed) {
    AwsServiceException.Builder copy =
        AwsServiceException.builder()
            .message(LEFT_OUT)
            .statusCode(failed.statusCode())
            .requestId(failed.requestId());
    AwsErrorDetails details = failed.awsErrorDetails();
    if (details != null && details.errorCode() != null) {
      copy.awsErrorDetails(
          AwsErrorDetails.builder()
              .errorCode(PrintableText.of(details.errorCode()))
              .errorMessage(LEFT_OUT)
              .serviceName(details.serviceName())
              .build());
    }
    return sameTrace(failed, copy.build());
  }

  private static String types(RuntimeException failed) {
    Throwable cause = failed.getCause();
    return failed.getClass().getName() + (cause == null ? "" : " by " + cause.getClass().getName());
  }

  private static <E extends SdkException> E sameTrace(RuntimeException failed, E copy) {
    copy.setStackTrace(failed.getStackTrace());
    return copy;
  }

  /**
   * Keeps a failure with an exception of ours that has no cause, since most of its kind are found
   * before anybody is called.
   *
   * @param <E> the exception's type
   * @param failed the failure, whose text shows no secret
   * @param exception what is thrown
   * @return the exception
   */
  public static <E extends UploadException> E suppressing(Throwable failed, E exception) {
    exception.addSuppressed(failed);
    return exception;
  }
}
