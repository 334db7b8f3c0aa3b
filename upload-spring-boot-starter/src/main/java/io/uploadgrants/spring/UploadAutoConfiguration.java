package io.uploadgrants.spring;

import io.uploadgrants.GrantAuthorizer;
import io.uploadgrants.GrantListener;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.StorePreset;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.sts.SubjectSessions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Auto-configuration for {@link UploadGrants}, once a profile is configured or an {@link
 * UploadGrantsCustomizer} is there to add one.
 */
@AutoConfiguration
@Conditional(OnUploadProfileCondition.class)
@EnableConfigurationProperties(UploadProperties.class)
public final class UploadAutoConfiguration {

  UploadAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(UploadConnectionDetails.class)
  PropertiesUploadConnectionDetails uploadConnectionDetails(UploadProperties properties) {
    return new PropertiesUploadConnectionDetails(properties);
  }

  @Bean
  @ConditionalOnMissingBean
  UploadTarget uploadTarget(UploadProperties properties, UploadConnectionDetails details) {
    String bucket = details.getBucket() != null ? details.getBucket() : properties.bucket();
    if (!StringUtils.hasText(bucket)) {
      throw new UploadConfigurationException(
          "bucket",
          "Upload profiles are configured, but no bucket for them; set the bucket's name.");
    }
    URI endpoint = details.getEndpoint();
    StorePreset store = details.getStore() != null ? details.getStore() : properties.store();
    Boolean pathStyle = details.getPathStyle();
    UploadTarget.Builder target =
        UploadTarget.bucket(bucket)
            .store(store)
            .region(region(details, store, bucket))
            .endpoint(endpoint)
            .publicEndpoint(details.getPublicEndpoint())
            // Few stores but AWS answer under a host name for each bucket.
            .pathStyle(pathStyle != null ? pathStyle : endpoint != null)
            .allowBucketNameInEndpoint(properties.allowBucketNameInEndpoint())
            .dualStack(details.isDualStack())
            .fips(details.isFips())
            .accelerate(details.isAccelerate())
            .with(properties.with().toArray(StoreFeature[]::new))
            .without(properties.without().toArray(StoreFeature[]::new));
    if (details instanceof DisposableStore disposable) {
      UploadTarget built = target.with(disposable.features()).build();
      disposable.makeBucket(built);
      return built;
    }
    PropertyMapper.get().from(properties::expectedBucketOwner).to(target::expectedBucketOwner);
    return target.build();
  }

  private static String region(
      UploadConnectionDetails details, @Nullable StorePreset store, String bucket) {
    String region = details.getRegion();
    if (StringUtils.hasText(region)) {
      return region;
    }
    if (store != null && store.region() != null) {
      return store.region();
    }
    boolean aws = details.getEndpoint() == null;
    try {
      return (aws ? DefaultAwsRegionProviderChain.builder().build() : settings()).getRegion().id();
    } catch (SdkClientException none) {
      if (!aws) {
        // Other stores take the name that AWS began with.
        return Region.US_EAST_1.id();
      }
      throw new UploadConfigurationException(
          "region",
          "There is no region for the bucket '%s': neither a property nor the AWS SDK's own settings have one. Set the region, for instance eu-west-1."
              .formatted(bucket));
    }
  }

  /**
   * The AWS SDK's chain without EC2's metadata: where the host is says nothing of another store.
   */
  private static AwsRegionProvider settings() {
    return new AwsRegionProviderChain(
        new SystemSettingsRegionProvider(), new AwsProfileRegionProvider());
  }

  @Bean
  @ConditionalOnMissingBean
  SigningCredentials uploadSigningCredentials(
      UploadConnectionDetails details, ObjectProvider<AwsCredentialsProvider> provider) {
    AwsCredentialsProvider given = AwsClients.credentials(details, provider);
    return given == null ? SigningCredentials.defaultChain() : SigningCredentials.of(given);
  }

  /** Lazy: without clients it doesn't matter which of several providers they would have. */
  @Bean
  @Lazy
  AwsClients uploadAwsClients(
      UploadConnectionDetails details,
      UploadTarget target,
      ObjectProvider<AwsCredentialsProvider> provider) {
    return new AwsClients(details, target, AwsClients.credentials(details, provider));
  }

  @Bean
  @ConditionalOnMissingBean
  UploadGrants uploadGrants(
      UploadProperties properties,
      ApplicationContext context,
      UploadTarget target,
      SigningCredentials credentials,
      ObjectProvider<GrantAuthorizer> authorizers,
      ObjectProvider<GrantListener> listeners,
      ObjectProvider<SubjectSessions> sessions,
      ObjectProvider<UploadGrantsCustomizer> customizers) {
    UploadSettings.check(context.getEnvironment());
    UploadLibrary.requireAll(context.getEnvironment(), context.getClassLoader());
    new ProfileNames(properties.profiles().keySet()).requireDistinct();
    UploadGrants.Builder builder = UploadGrants.builder().target(target).credentials(credentials);
    ProfileMapper mapper = new ProfileMapper(sessions);
    properties.profiles().forEach((name, profile) -> builder.profile(mapper.map(name, profile)));
    GrantStrategies.of(context.getBeansOfType(GrantStrategy.class)).forEach(builder::strategy);
    authorizers.orderedStream().forEach(builder::authorizer);
    listeners.orderedStream().forEach(builder::listener);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }
}
