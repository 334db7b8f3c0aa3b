package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.UploadConnectionDetails;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.ClassUtils;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * What the clients of AWS's other services have from the store's own settings.
 *
 * @param details where the store is
 * @param target where the objects go
 * @param credentials what signs calls, or {@code null} for the AWS SDK's default chain
 */
public record AwsClients(
    UploadConnectionDetails details,
    UploadTarget target,
    @Nullable AwsCredentialsProvider credentials) {

  private static final Duration CALL = Duration.ofSeconds(10);
  private static final Duration ATTEMPT = Duration.ofSeconds(5);

  /**
   * How long a store may be silent: many parts become an object in minutes, and who asks again
   * after the HTTP client's half a minute asks while the store is at work. Attempts end before.
   */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private static final boolean URL_CONNECTION =
      ClassUtils.isPresent(
          "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient",
          AwsClients.class.getClassLoader());

  /**
   * Returns the credentials of the store, or of the one bean that there is.
   *
   * @param details where the store is, {@code null} where only the application knows
   * @param provider the beans
   * @return {@code null} for the AWS SDK's default chain
   */
  public static @Nullable AwsCredentialsProvider credentials(
      @Nullable UploadConnectionDetails details, ObjectProvider<AwsCredentialsProvider> provider) {
    AwsCredentialsProvider given = details == null ? null : details.getCredentialsProvider();
    // Not getIfUnique(): of several, none may be passed over silently for the default chain.
    return given != null ? given : provider.getIfAvailable();
  }

  /** {@return the region of the objects} */
  public Region region() {
    return Region.of(target.region());
  }

  /** {@return the region under which services are signed for that have none} */
  public Region global() {
    return Region.of(PartitionMetadata.of(region()).id() + "-global");
  }

  /** {@return where IAM is, {@code null} for AWS's: in a test it may be the store's own} */
  public @Nullable URI iamEndpoint() {
    return details.getStsEndpoint();
  }

  /**
   * Returns where STS is: in a test the store's own, whatever production has.
   *
   * @param property {@code upload.sts.endpoint}
   * @return {@code null} for AWS's
   * @throws UploadConfigurationException when the store is no test's, and nothing says where its is
   */
  public @Nullable URI stsEndpoint(@Nullable URI property) {
    URI own = details.getStsEndpoint();
    if (own != null || property != null) {
      return own != null ? own : property;
    }
    if (target.endpoint() != null) {
      throw new UploadConfigurationException(
          "sts.endpoint",
          "The store's endpoint is '%s', but no endpoint is set for its STS; set the endpoint of its STS, which may be the same, or that of AWS, for instance https://sts.%s.amazonaws.com.",
          target.endpoint(),
          target.region());
    }
    return null;
  }

  /**
   * Sets up a client, whose calls end in time though the answer doesn't.
   *
   * @param <B> what builds it
   * @param <C> what is built
   * @param builder the builder, as the AWS SDK hands it out
   * @param region what calls are signed for
   * @param endpoint where calls go, {@code null} for AWS's
   * @return the builder
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B set(
      B builder, Region region, @Nullable URI endpoint) {
    limit(builder);
    builder.region(region);
    if (credentials != null) {
      builder.credentialsProvider(credentials);
    }
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    } else if (details.isFips()) {
      builder.fipsEnabled(true);
    }
    return builder;
  }

  /**
   * Sets up a client whose place and credentials somebody else sets, so that its calls end in time
   * too.
   *
   * @param <B> what builds it
   * @param <C> what is built
   * @param builder the builder
   */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> void limit(
      B builder) {
    builder.overrideConfiguration(
        limits -> limits.apiCallTimeout(CALL).apiCallAttemptTimeout(ATTEMPT));
    if (URL_CONNECTION) {
      // Named, because the class path may hold several.
      builder.httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(SILENCE));
    }
  }
}
