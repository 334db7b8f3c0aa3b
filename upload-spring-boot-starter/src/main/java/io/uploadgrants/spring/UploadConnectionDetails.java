package io.uploadgrants.spring;

import io.uploadgrants.StorePreset;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Details required to reach the store that uploads go to. A bean of this type takes the place of
 * the properties that say so: endpoint, public endpoint, region, path style, dual-stack, FIPS and
 * acceleration. What it leaves out is as if no property had been set.
 */
public interface UploadConnectionDetails extends ConnectionDetails {

  /**
   * Returns the endpoint of a store other than AWS, as the application reaches it.
   *
   * @return an http or https URI, or {@code null} for AWS's own
   */
  @Nullable URI getEndpoint();

  /**
   * {@return the region of the bucket, for instance {@code eu-west-1}, or {@code null} for the AWS
   * SDK's own default}
   */
  @Nullable String getRegion();

  /**
   * Returns the bucket.
   *
   * @return a bucket's name, an access point's alias or its ARN, or {@code null} for that of the
   *     property {@code upload.bucket}
   */
  default @Nullable String getBucket() {
    return null;
  }

  /**
   * Returns which store is behind the endpoint.
   *
   * @return the store, or {@code null} for that of the property {@code upload.store}
   */
  default @Nullable StorePreset getStore() {
    return null;
  }

  /**
   * Returns the credentials that sign grants and complete uploads, before those of a bean {@link
   * AwsCredentialsProvider}.
   *
   * @return a provider, or {@code null} for that bean, or else the AWS SDK's default chain
   */
  default @Nullable AwsCredentialsProvider getCredentialsProvider() {
    return null;
  }

  /**
   * Returns the endpoint as clients reach it.
   *
   * @return an http or https URI, or {@code null} where it is the application's
   */
  default @Nullable URI getPublicEndpoint() {
    return null;
  }

  /**
   * Returns whether the bucket stands in the path rather than in the host name.
   *
   * @return whether it does, or {@code null} to decide by whether there is an endpoint
   */
  default @Nullable Boolean getPathStyle() {
    return null;
  }

  /** {@return whether to use AWS's endpoint for IPv4 and IPv6} */
  default boolean isDualStack() {
    return false;
  }

  /** {@return whether to use AWS's FIPS 140 endpoint} */
  default boolean isFips() {
    return false;
  }

  /** {@return whether to use S3 Transfer Acceleration} */
  default boolean isAccelerate() {
    return false;
  }

  /**
   * Returns whether this store also takes the place of the targets that have names, as a test's
   * does, so that a test uploads nowhere else.
   *
   * @return {@code false}, since each of those says where it is
   */
  default boolean replacesNamedTargets() {
    return false;
  }

  /**
   * Returns the endpoint of the store's own STS and IAM, before that of the property {@code
   * upload.sts.endpoint}.
   *
   * @return an http or https URI, or {@code null} for that property, or else AWS's own
   */
  default @Nullable URI getStsEndpoint() {
    return null;
  }
}
