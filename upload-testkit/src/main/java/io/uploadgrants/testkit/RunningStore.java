package io.uploadgrants.testkit;

import java.net.URI;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A store that somebody else has started, for {@link UploadServer#at}.
 *
 * @param endpoint its address, http or https; STS's too, where it has one
 * @param region the region that signatures name
 * @param roleArn the role whose sessions show what policies do there; most stores take any
 * @param credentials keys that may make buckets there
 */
public record RunningStore(
    URI endpoint, String region, String roleArn, AwsCredentialsProvider credentials) {

  private static final String DEFAULT_REGION = "us-east-1";
  private static final String DEFAULT_ROLE = "arn:aws:iam::123456789012:role/probe";

  /** Takes what a store is known by. */
  public RunningStore {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(roleArn, "roleArn");
    Objects.requireNonNull(credentials, "credentials");
  }

  /**
   * Returns a store in {@code us-east-1}, which takes any role.
   *
   * @param endpoint its address, http or https
   * @param credentials keys that may make buckets there
   * @return the store
   */
  public static RunningStore of(URI endpoint, AwsCredentialsProvider credentials) {
    return new RunningStore(endpoint, DEFAULT_REGION, DEFAULT_ROLE, credentials);
  }

  /**
   * Returns this store with another region.
   *
   * @param other the region that its signatures name, such as Garage's {@code garage}
   * @return the store
   */
  public RunningStore withRegion(String other) {
    return new RunningStore(endpoint, other, roleArn, credentials);
  }

  /**
   * Returns this store with a role that it knows.
   *
   * @param other a role's ARN, such as Ceph's {@code arn:aws:iam:::role/uploads}
   * @return the store
   */
  public RunningStore withRole(String other) {
    return new RunningStore(endpoint, region, other, credentials);
  }

  /** Returns the address and the region. */
  @Override
  public String toString() {
    return "RunningStore[endpoint=%s, region=%s]".formatted(endpoint, region);
  }
}
