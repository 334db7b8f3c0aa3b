package io.uploadgrants.cognito;

import io.uploadgrants.aws.CallSettings;
import io.uploadgrants.aws.Deadline;
import io.uploadgrants.aws.ServiceErrors;
import io.uploadgrants.sts.SessionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * One exchange of what somebody has for credentials: several calls, which share their time and
 * carry secrets. For one thread.
 */
final class CredentialExchange {

  private final SessionRequest request;
  private final Deadline deadline;
  private final List<String> secrets = new ArrayList<>();

  CredentialExchange(SessionRequest request, Duration timeout) {
    this.request = request;
    this.deadline = Deadline.in(timeout);
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
    return CallSettings.until(deadline);
  }

  /** Returns a failure whose text doesn't show what was sent: services quote what they refuse. */
  AwsServiceException withoutSecrets(AwsServiceException failed) {
    String text = String.valueOf(failed.getMessage());
    return secrets.stream().anyMatch(text::contains) ? ServiceErrors.redacted(failed) : failed;
  }
}
