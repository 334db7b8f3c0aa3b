package io.uploadgrants.sts;

import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadConfigurationException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * A client of STS.
 *
 * @param client the client
 * @param own whether it was made here, and is closed with the source that uses it
 */
record StsAccess(StsClient client, boolean own) implements AutoCloseable {

  /**
   * Returns the client that was given, or makes one for a region.
   *
   * @param region the region, or null for the one of the environment
   * @param signed whether its calls are signed
   */
  static StsAccess of(@Nullable StsClient given, @Nullable String region, boolean signed) {
    if (given != null) {
      return new StsAccess(given, false);
    }
    StsClientBuilder builder =
        StsClient.builder()
            // The sessions retry by themselves, within their own time limit.
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
    if (!signed) {
      builder.credentialsProvider(AnonymousCredentialsProvider.create());
    }
    try {
      if (region != null) {
        builder.region(Region.of(region));
      }
      return new StsAccess(builder.build(), true);
    } catch (SdkClientException | IllegalArgumentException noRegion) {
      throw new UploadConfigurationException(
          "sts.region",
          "There is no client of STS for the region '%s'; name a region, for instance eu-west-1, or give a client."
              .formatted(region == null ? "" : Shown.text(region)));
    }
  }

  /** Ends a call in time, its retries included. */
  static Consumer<AwsRequestOverrideConfiguration.Builder> within(Duration timeout) {
    return override -> override.apiCallTimeout(timeout);
  }

  /**
   * Returns the session of an answer, or says what the answer lacks: a proxy may have written it.
   */
  static IssuedSession session(@Nullable Credentials credentials, String key) {
    if (credentials == null
        || credentials.accessKeyId() == null
        || credentials.secretAccessKey() == null
        || credentials.sessionToken() == null) {
      throw incomplete("no complete credentials");
    }
    if (credentials.expiration() == null) {
      throw incomplete("credentials without an expiration");
    }
    return new IssuedSession(
        AwsSessionCredentials.builder()
            .accessKeyId(credentials.accessKeyId())
            .secretAccessKey(credentials.secretAccessKey())
            .sessionToken(credentials.sessionToken())
            .expirationTime(credentials.expiration())
            .build(),
        credentials.expiration(),
        key,
        null);
  }

  private static IssuanceFailedException incomplete(String has) {
    return new IssuanceFailedException(
        "STS answered, and the answer has %s; check that the client's endpoint is an STS."
            .formatted(has),
        null);
  }

  static int seconds(Duration duration) {
    return Math.toIntExact(duration.toSeconds());
  }

  @Override
  public void close() {
    if (own) {
      client.close();
    }
  }
}
