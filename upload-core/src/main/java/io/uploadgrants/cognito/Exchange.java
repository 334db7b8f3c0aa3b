package io.uploadgrants.cognito;

import io.uploadgrants.sts.SessionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * One exchange of what somebody has for credentials: several calls, which share their time and
 * carry secrets. For one thread.
 */
final class Exchange {

  private final SessionRequest request;
  private final long end;
  private final List<String> secrets = new ArrayList<>();

  Exchange(SessionRequest request, Duration timeout) {
    this.request = request;
    this.end = System.nanoTime() + timeout.toNanos();
    this.secrets.addAll(request.logins().values());
  }

  SessionRequest request() {
    return request;
  }

  /** Keeps a token out of the texts of what fails later. */
  String secret(String token) {
    secrets.add(token);
    return token;
  }

  /**
   * Returns what gives the next call the time that is left.
   *
   * @throws ApiCallTimeoutException when there is none
   */
  Consumer<AwsRequestOverrideConfiguration.Builder> left() {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (left.isNegative() || left.isZero()) {
      throw ApiCallTimeoutException.builder()
          .message("The calls before this one took all the time")
          .build();
    }
    return call -> call.apiCallTimeout(left);
  }

  /** Returns a failure whose text doesn't show what was sent: services quote what they refuse. */
  AwsServiceException withoutSecrets(AwsServiceException failed) {
    String text = String.valueOf(failed.getMessage());
    if (secrets.stream().noneMatch(text::contains)) {
      return failed;
    }
    AwsErrorDetails details = failed.awsErrorDetails();
    AwsServiceException.Builder copy =
        AwsServiceException.builder()
            .message("<redacted>")
            .statusCode(failed.statusCode())
            .requestId(failed.requestId());
    if (details != null) {
      copy.awsErrorDetails(
          AwsErrorDetails.builder()
              .errorCode(details.errorCode())
              .errorMessage("<redacted>")
              .serviceName(details.serviceName())
              .sdkHttpResponse(details.sdkHttpResponse())
              .build());
    }
    return copy.build();
  }
}
