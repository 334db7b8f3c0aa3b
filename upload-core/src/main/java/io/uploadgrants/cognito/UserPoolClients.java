package io.uploadgrants.cognito;

import io.uploadgrants.aws.CallSettings;
import io.uploadgrants.aws.ServiceClient;
import io.uploadgrants.iam.UserPoolId;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** The SDK's clients of user pools. */
final class UserPoolClients {

  private UserPoolClients() {}

  /** Returns the client that was given, or makes one for the pool's region. */
  static ServiceClient<CognitoIdentityProviderClient> of(
      @Nullable CognitoIdentityProviderClient given, UserPoolId pool) {
    return ServiceClient.of(
        given,
        () ->
            CognitoIdentityProviderClient.builder()
                .region(Region.of(pool.region()))
                .overrideConfiguration(within(Duration.ofSeconds(10), Duration.ofSeconds(5)))
                .build());
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
            client -> {
              ClientOverrideConfiguration.Builder settings =
                  client.overrideConfiguration().toBuilder();
              CallSettings.once(settings);
              client.overrideConfiguration(settings.build());
            });
  }
}
