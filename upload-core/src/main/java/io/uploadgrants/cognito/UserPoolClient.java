package io.uploadgrants.cognito;

import io.uploadgrants.iam.UserPoolId;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/**
 * A client of user pools.
 *
 * @param client the client
 * @param own whether it was made here, and is closed with the pool that uses it
 */
record UserPoolClient(CognitoIdentityProviderClient client, boolean own) implements AutoCloseable {

  /** Returns the client that was given, or makes one for the pool's region. */
  static UserPoolClient of(@Nullable CognitoIdentityProviderClient given, UserPoolId pool) {
    if (given != null) {
      return new UserPoolClient(given, false);
    }
    return new UserPoolClient(
        CognitoIdentityProviderClient.builder()
            .region(Region.of(pool.region()))
            .overrideConfiguration(within(Duration.ofSeconds(10), Duration.ofSeconds(5)))
            .build(),
        true);
  }

  /** Limits a call, and each of its tries, from the connection to the last byte of the answer. */
  static Consumer<ClientOverrideConfiguration.Builder> within(Duration call, Duration attempt) {
    return settings -> settings.apiCallTimeout(call).apiCallAttemptTimeout(attempt);
  }

  /**
   * Sends a call once, whatever its client's retries: when only the answer was lost, what is good
   * for once is used up, and a retry would read as a wrong code or a stolen token.
   */
  static Consumer<AwsRequestOverrideConfiguration.Builder> once() {
    return override ->
        override.addPlugin(
            client ->
                client.overrideConfiguration(
                    client.overrideConfiguration().toBuilder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build()));
  }

  @Override
  public void close() {
    if (own) {
      client.close();
    }
  }
}
