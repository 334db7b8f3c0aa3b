package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.StorePreset;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.settings.UploadProperties;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** Targets of properties, and of the details that take the place of some. */
public final class UploadTargets {

  private UploadTargets() {}

  /** Returns a target. */
  static UploadTarget complete(
      UploadProperties.Target properties, UploadConnectionDetails details) {
    UploadTarget.Builder target = of(properties, details);
    PropertyMapper.get().from(properties::expectedBucketOwner).to(target::expectedBucketOwner);
    return target.build();
  }

  /**
   * Begins a target, to which only the account that must own the bucket isn't set yet.
   *
   * @param properties what the store has, and the bucket where the details have none
   * @param details where the store is
   * @return the target, to be completed
   * @throws UploadConfigurationException when there is no bucket, or no region
   */
  public static UploadTarget.Builder of(
      UploadProperties.Target properties, UploadConnectionDetails details) {
    String bucket = details.getBucket() != null ? details.getBucket() : properties.bucket();
    if (!StringUtils.hasText(bucket)) {
      throw new UploadConfigurationException(
          "bucket",
          "Upload profiles are configured, but no bucket for them; set the bucket's name.");
    }
    URI endpoint = details.getEndpoint();
    StorePreset store = details.getStore() != null ? details.getStore() : properties.store();
    Boolean pathStyle = details.getPathStyle();
    return UploadTarget.bucket(bucket)
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
          "There is no region for the bucket '%s': neither a property nor the AWS SDK's own settings have one. Set the region, for instance eu-west-1.",
          bucket);
    }
  }

  /**
   * The AWS SDK's chain without EC2's metadata: where the host is says nothing of another store.
   */
  private static AwsRegionProvider settings() {
    return new AwsRegionProviderChain(
        new SystemSettingsRegionProvider(), new AwsProfileRegionProvider());
  }
}
