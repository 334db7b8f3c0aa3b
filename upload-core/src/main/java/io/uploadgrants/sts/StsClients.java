package io.uploadgrants.sts;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.aws.CallSettings;
import io.uploadgrants.aws.PrintableText;
import io.uploadgrants.aws.ServiceClient;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** The clients of STS. */
final class StsClients {

  private StsClients() {}

  /**
   * Returns the client that was given, or makes one for a region.
   *
   * @param region the region, or null for the one of the environment
   * @param signed whether its calls are signed
   */
  static ServiceClient<StsClient> of(
      @Nullable StsClient given, @Nullable String region, boolean signed) {
    return ServiceClient.of(given, () -> made(region, signed));
  }

  private static StsClient made(@Nullable String region, boolean signed) {
    // The sessions retry by themselves, within their own time limit.
    StsClientBuilder builder = StsClient.builder().overrideConfiguration(CallSettings::once);
    if (!signed) {
      builder.credentialsProvider(AnonymousCredentialsProvider.create());
    }
    try {
      if (region != null) {
        builder.region(Region.of(region));
      }
      return builder.build();
    } catch (SdkClientException | IllegalArgumentException noRegion) {
      throw new UploadConfigurationException(
          "region",
          "There is no client of STS for the region '%s'; name a region, for instance eu-west-1, or give a client.",
          region == null ? "" : PrintableText.of(region));
    }
  }
}
