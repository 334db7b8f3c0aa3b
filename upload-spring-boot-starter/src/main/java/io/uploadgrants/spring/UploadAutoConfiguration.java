package io.uploadgrants.spring;

import io.uploadgrants.GrantAuthorizer;
import io.uploadgrants.GrantListener;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Auto-configuration for {@link UploadGrants}, once a profile is configured. */
@AutoConfiguration
@Conditional(OnUploadProfileCondition.class)
@EnableConfigurationProperties(UploadProperties.class)
public final class UploadAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  UploadTarget uploadTarget(UploadProperties properties) {
    String bucket = properties.bucket();
    if (bucket == null || bucket.isBlank()) {
      throw new UploadConfigurationException(
          "bucket",
          "Upload profiles are configured, but no bucket for them; set the bucket's name.");
    }
    URI endpoint = properties.endpoint();
    Boolean pathStyle = properties.pathStyle();
    UploadTarget.Builder target =
        UploadTarget.bucket(bucket)
            .region(region(properties))
            .endpoint(endpoint)
            .publicEndpoint(properties.publicEndpoint())
            // Few stores but AWS answer under a host name for each bucket.
            .pathStyle(pathStyle != null ? pathStyle : endpoint != null)
            .dualStack(properties.dualStack())
            .fips(properties.fips())
            .accelerate(properties.accelerate())
            .without(properties.without().toArray(StoreFeature[]::new));
    if (properties.expectedBucketOwner() != null) {
      target.expectedBucketOwner(properties.expectedBucketOwner());
    }
    return target.build();
  }

  private static String region(UploadProperties properties) {
    if (properties.region() != null) {
      return properties.region();
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
    } catch (SdkClientException none) {
      if (properties.endpoint() != null) {
        // Other stores take the name that AWS began with.
        return Region.US_EAST_1.id();
      }
      throw new UploadConfigurationException(
          "region",
          "There is no region for the bucket '%s': neither a property nor the AWS SDK's own settings have one. Set the region, for instance eu-west-1."
              .formatted(properties.bucket()));
    }
  }

  @Bean
  @ConditionalOnMissingBean
  SigningCredentials uploadSigningCredentials(ObjectProvider<AwsCredentialsProvider> provider) {
    AwsCredentialsProvider unique = provider.getIfUnique();
    return unique == null ? SigningCredentials.defaultChain() : SigningCredentials.of(unique);
  }

  @Bean
  @ConditionalOnMissingBean
  UploadGrants uploadGrants(
      UploadProperties properties,
      UploadTarget target,
      SigningCredentials credentials,
      ObjectProvider<GrantAuthorizer> authorizer,
      ObjectProvider<GrantListener> listeners,
      ObjectProvider<UploadGrantsCustomizer> customizers) {
    UploadGrants.Builder builder = UploadGrants.builder().target(target).credentials(credentials);
    properties
        .profiles()
        .forEach((name, profile) -> builder.profile(ProfileMapper.map(name, profile)));
    authorizer.ifAvailable(builder::authorizer);
    listeners.orderedStream().forEach(builder::listener);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }
}
