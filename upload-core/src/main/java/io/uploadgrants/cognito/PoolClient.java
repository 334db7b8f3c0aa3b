package io.uploadgrants.cognito;

import io.uploadgrants.iam.IdentityPoolId;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;

/**
 * A client of identity pools.
 *
 * @param client the client
 * @param own whether it was made here, and is closed with the strategy that uses it
 */
record PoolClient(CognitoIdentityClient client, boolean own) implements AutoCloseable {

  /** Returns the client that was given, or makes one for the pool's region. */
  static PoolClient of(@Nullable CognitoIdentityClient given, IdentityPoolId pool) {
    if (given != null) {
      return new PoolClient(given, false);
    }
    return new PoolClient(
        CognitoIdentityClient.builder()
            .region(Region.of(pool.region()))
            // The sessions retry by themselves, within their own time limit.
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build(),
        true);
  }

  @Override
  public void close() {
    if (own) {
      client.close();
    }
  }
}
