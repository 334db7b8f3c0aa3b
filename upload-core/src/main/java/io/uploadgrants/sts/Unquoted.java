package io.uploadgrants.sts;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Failures without their texts. A service quotes what it refuses, and the AWS SDK repeats it in
 * causes and suppressed exceptions: where a login went along, that may be its token.
 */
final class Unquoted {

  private static final String LEFT_OUT = "<text left out: it may quote a login>";

  private Unquoted() {}

  /** Returns the failure itself, or a copy that says what failed and not why, where logins went. */
  static Throwable of(SessionRequest request, RuntimeException failed) {
    if (request.logins().isEmpty()) {
      return failed;
    }
    SdkException copy =
        failed instanceof AwsServiceException service ? answer(service) : silent(failed);
    copy.setStackTrace(failed.getStackTrace());
    return copy;
  }

  private static SdkException answer(AwsServiceException failed) {
    AwsServiceException.Builder copy =
        AwsServiceException.builder()
            .message(LEFT_OUT)
            .statusCode(failed.statusCode())
            .requestId(failed.requestId());
    AwsErrorDetails details = failed.awsErrorDetails();
    if (details != null && details.errorCode() != null) {
      copy.awsErrorDetails(
          AwsErrorDetails.builder()
              .errorCode(Shown.text(details.errorCode()))
              .errorMessage(LEFT_OUT)
              .serviceName(details.serviceName())
              .build());
    }
    return copy.build();
  }

  private static SdkException silent(RuntimeException failed) {
    Throwable cause = failed.getCause();
    return SdkClientException.create(
        failed.getClass().getName()
            + (cause == null ? "" : " by " + cause.getClass().getName())
            + " "
            + LEFT_OUT);
  }
}
