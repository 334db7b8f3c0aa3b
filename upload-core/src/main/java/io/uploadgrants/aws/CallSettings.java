package io.uploadgrants.aws;

import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** How long the SDK's calls may take, and how often they are sent. */
public final class CallSettings {

  private CallSettings() {}

  /**
   * Ends a call in time, its retries included.
   *
   * @param timeout how long the call may take in all
   * @return a request's settings
   */
  public static Consumer<AwsRequestOverrideConfiguration.Builder> within(Duration timeout) {
    return call -> call.apiCallTimeout(timeout);
  }

  /**
   * Gives a call the time that those before it have left.
   *
   * @param deadline when all of them must be over
   * @return a request's settings
   * @throws ApiCallTimeoutException when there is no time left
   */
  public static Consumer<AwsRequestOverrideConfiguration.Builder> until(Deadline deadline) {
    Duration left = deadline.left();
    if (left.isNegative() || left.isZero()) {
      throw ApiCallTimeoutException.builder()
          .message("The calls before this one used up the time")
          .build();
    }
    return within(left);
  }

  /**
   * Sends each call once, for callers that retry within their own time limit.
   *
   * @param client a client's settings
   */
  public static void once(ClientOverrideConfiguration.Builder client) {
    client.retryStrategy(AwsRetryStrategy.doNotRetry());
  }
}
