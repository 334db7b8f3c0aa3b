package io.uploadgrants;

import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bucket that uploads go to, and the address under which browsers reach it. Immutable. */
public final class UploadTarget {

  /** What other stores than AWS tend to ignore without a word, so that nothing would enforce it. */
  private static final Set<StoreFeature> OFTEN_IGNORED =
      EnumSet.of(
          StoreFeature.ACLS,
          StoreFeature.STORAGE_CLASSES,
          StoreFeature.EXPECTED_BUCKET_OWNER,
          StoreFeature.CONTENT_TYPE_PREFIXES,
          StoreFeature.UNSIGNED_HEADERS_REFUSED,
          StoreFeature.POLICY_ESCAPES,
          StoreFeature.POLICY_CONDITIONS,
          StoreFeature.CONDITIONAL_WRITE_POLICIES);

  private final String bucket;
  private final String region;
  private final @Nullable URI endpoint;
  private final @Nullable URI publicEndpoint;
  private final boolean pathStyle;
  private final boolean dualStack;
  private final boolean fips;
  private final boolean accelerate;
  private final @Nullable String expectedBucketOwner;
  private final Set<StoreFeature> features;

  private UploadTarget(Builder builder, String region) {
    this.bucket = builder.bucket;
    this.region = region;
    this.endpoint = builder.endpoint;
    this.publicEndpoint = builder.publicEndpoint;
    this.pathStyle = builder.pathStyle;
    this.dualStack = builder.dualStack;
    this.fips = builder.fips;
    this.accelerate = builder.accelerate;
    this.expectedBucketOwner = builder.expectedBucketOwner;
    this.features = Collections.unmodifiableSet(builder.features());
  }

  /**
   * Starts a target.
   *
   * @param bucket a bucket's name, an access point's alias, or an access point's ARN
   * @return a builder
   */
  public static Builder bucket(String bucket) {
    return new Builder(bucket);
  }

  /**
   * Starts a target in Cloudflare R2, which has no browser forms, tags, ACLs or encryption of one's
   * own choice.
   *
   * @param accountId the Cloudflare account
   * @param bucket the bucket's name
   * @return a builder with R2's endpoint, region and features
   * @see <a href="https://developers.cloudflare.com/r2/api/s3/api/">R2's S3 API compatibility</a>
   */
  public static Builder cloudflareR2(String accountId, String bucket) {
    if (!accountId.matches("[0-9a-z]{1,63}")) {
      throw new UploadConfigurationException(
          "endpoint",
          "'%s' is no Cloudflare account id; copy it from the R2 overview page."
              .formatted(Text.shorten(accountId)));
    }
    return bucket(bucket)
        .region("auto")
        .endpoint(URI.create("https://" + accountId + ".r2.cloudflarestorage.com"))
        .pathStyle(true)
        .without(
            StoreFeature.POST_POLICY,
            StoreFeature.TAGS,
            StoreFeature.SSE_S3,
            StoreFeature.SSE_KMS,
            StoreFeature.EMPTY_HEADERS);
  }

  /**
   * Returns the bucket.
   *
   * @return a bucket's name, an access point's alias, or an access point's ARN
   */
  public String bucket() {
    return bucket;
  }

  /**
   * Returns the region that signatures name.
   *
   * @return for instance {@code eu-west-1}
   */
  public String region() {
    return region;
  }

  /**
   * Returns the endpoint that the application itself uses.
   *
   * @return an http or https URI, or {@code null} for AWS's own
   */
  public @Nullable URI endpoint() {
    return endpoint;
  }

  /**
   * Returns the endpoint that clients use, and that grants are signed for.
   *
   * @return an http or https URI, or {@code null} for AWS's own
   */
  public @Nullable URI publicEndpoint() {
    return publicEndpoint != null ? publicEndpoint : endpoint;
  }

  /**
   * Returns whether the bucket stands in the path rather than in the host name.
   *
   * @return whether path style was asked for
   */
  public boolean pathStyle() {
    return pathStyle;
  }

  /**
   * Returns whether AWS's endpoint for IPv4 and IPv6 is used.
   *
   * @return whether dual-stack was asked for
   */
  public boolean dualStack() {
    return dualStack;
  }

  /**
   * Returns whether AWS's FIPS 140 endpoint is used.
   *
   * @return whether FIPS was asked for
   */
  public boolean fips() {
    return fips;
  }

  /**
   * Returns whether S3 Transfer Acceleration is used.
   *
   * @return whether it was asked for
   */
  public boolean accelerate() {
    return accelerate;
  }

  /**
   * Returns the account that must own the bucket.
   *
   * @return twelve digits, or {@code null} for any
   */
  public @Nullable String expectedBucketOwner() {
    return expectedBucketOwner;
  }

  /**
   * Returns whether the store can do something.
   *
   * @param feature what
   * @return whether it can
   */
  public boolean supports(StoreFeature feature) {
    return features.contains(feature);
  }

  /** Returns the bucket and where it is. */
  @Override
  public String toString() {
    return "UploadTarget[bucket=%s, region=%s, endpoint=%s]"
        .formatted(bucket, region, publicEndpoint());
  }

  /** Builds a target. Not thread-safe. */
  public static final class Builder {

    private final String bucket;
    private @Nullable String region;
    private @Nullable URI endpoint;
    private @Nullable URI publicEndpoint;
    private boolean pathStyle;
    private boolean bucketNameInEndpoint;
    private boolean dualStack;
    private boolean fips;
    private boolean accelerate;
    private @Nullable String expectedBucketOwner;
    private final Set<StoreFeature> with = EnumSet.noneOf(StoreFeature.class);
    private final Set<StoreFeature> without = EnumSet.noneOf(StoreFeature.class);

    private Builder(String bucket) {
      this.bucket = Objects.requireNonNull(bucket, "bucket");
      boolean arn = bucket.startsWith("arn:");
      if (!bucket.matches(
          arn
              ? "arn:[a-z0-9-]+:s3[a-z-]*:[A-Za-z0-9:/._-]+"
              : "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
        throw new UploadConfigurationException(
            "bucket",
            "'%s' is no bucket: give a bucket's name (3 to 63 lower-case letters, digits, '.' and '-'), or the alias or ARN of an access point."
                .formatted(Text.shorten(bucket)));
      }
      if (arn || bucket.endsWith("-s3alias")) {
        // S3 documents forms for buckets only.
        without.add(StoreFeature.POST_POLICY);
      }
    }

    /**
     * Sets the region. Required.
     *
     * @param region for instance {@code eu-west-1}
     * @return this builder
     */
    public Builder region(String region) {
      this.region = region;
      return this;
    }

    /**
     * Sets the endpoint of a store other than AWS. Features that such stores ignore in silence
     * ({@link StoreFeature#ACLS}, {@link StoreFeature#STORAGE_CLASSES}, {@link
     * StoreFeature#EXPECTED_BUCKET_OWNER}, {@link StoreFeature#CONTENT_TYPE_PREFIXES}, {@link
     * StoreFeature#UNSIGNED_HEADERS_REFUSED}, {@link StoreFeature#POLICY_ESCAPES}, {@link
     * StoreFeature#POLICY_CONDITIONS}, {@link StoreFeature#CONDITIONAL_WRITE_POLICIES}) then have
     * to be declared by {@link #with}.
     *
     * <p>The bucket isn't part of it. A path is, where the store serves S3 below one and knows it:
     * clients sign the whole path, so a proxy that cuts a part of it off breaks each signature.
     *
     * @param endpoint an http or https URI, with a port if need be, and with {@linkplain #pathStyle
     *     path style} a path
     * @return this builder
     */
    public Builder endpoint(@Nullable URI endpoint) {
      this.endpoint = Endpoints.checked("endpoint", endpoint);
      return this;
    }

    /**
     * Sets the endpoint that clients use, where it differs from the application's.
     *
     * @param publicEndpoint an http or https URI, with a port if need be, and with {@linkplain
     *     #pathStyle path style} a path; without the bucket
     * @return this builder
     */
    public Builder publicEndpoint(@Nullable URI publicEndpoint) {
      this.publicEndpoint = Endpoints.checked("public-endpoint", publicEndpoint);
      return this;
    }

    /**
     * Puts the bucket into the path rather than into the host name.
     *
     * @param pathStyle whether to
     * @return this builder
     */
    public Builder pathStyle(boolean pathStyle) {
      this.pathStyle = pathStyle;
      return this;
    }

    /**
     * Lets an endpoint have the bucket's name in its host or path, which is refused otherwise: a
     * store that finds the bucket there would take what is added to the endpoint for a part of the
     * key. It is for gateways that look for the bucket behind their own address only.
     *
     * @param allow whether to
     * @return this builder
     */
    public Builder allowBucketNameInEndpoint(boolean allow) {
      this.bucketNameInEndpoint = allow;
      return this;
    }

    /**
     * Uses AWS's endpoint for IPv4 and IPv6.
     *
     * @param dualStack whether to
     * @return this builder
     */
    public Builder dualStack(boolean dualStack) {
      this.dualStack = dualStack;
      return this;
    }

    /**
     * Uses AWS's FIPS 140 endpoint.
     *
     * @param fips whether to
     * @return this builder
     */
    public Builder fips(boolean fips) {
      this.fips = fips;
      return this;
    }

    /**
     * Uses S3 Transfer Acceleration, which the bucket must have switched on.
     *
     * @param accelerate whether to
     * @return this builder
     */
    public Builder accelerate(boolean accelerate) {
      this.accelerate = accelerate;
      return this;
    }

    /**
     * Demands that the bucket belongs to an account; S3 refuses uploads when it doesn't.
     *
     * @param accountId twelve digits
     * @return this builder
     */
    public Builder expectedBucketOwner(String accountId) {
      if (!accountId.matches("[0-9]{12}")) {
        throw new UploadConfigurationException(
            "expected-bucket-owner",
            "'%s' is no AWS account; give its twelve digits.".formatted(Text.shorten(accountId)));
      }
      this.expectedBucketOwner = accountId;
      return this;
    }

    /**
     * Declares what the store can't do. A profile that needs it then fails when it is built.
     *
     * @param missing the features that the store lacks
     * @return this builder
     */
    public Builder without(StoreFeature... missing) {
      without.addAll(List.of(missing));
      return this;
    }

    /**
     * Declares what the store can do beyond what is taken for granted: on AWS {@link
     * StoreFeature#EMPTY_HEADERS}, elsewhere what {@link #endpoint} names.
     *
     * @param present the features that the store has
     * @return this builder
     */
    public Builder with(StoreFeature... present) {
      with.addAll(List.of(present));
      return this;
    }

    private Set<StoreFeature> features() {
      Set<StoreFeature> features = EnumSet.allOf(StoreFeature.class);
      if (endpoint != null || publicEndpoint != null) {
        features.removeAll(OFTEN_IGNORED);
      } else {
        features.remove(StoreFeature.EMPTY_HEADERS);
      }
      features.addAll(with);
      features.removeAll(without);
      return features;
    }

    private void check(String setting, @Nullable URI uri) {
      Endpoints.check(setting, uri, bucket, pathStyle, bucketNameInEndpoint);
    }

    /**
     * Builds the target.
     *
     * @return the target
     * @throws UploadConfigurationException when there is no region, or an endpoint has the bucket
     *     in it, or a path without path style
     */
    public UploadTarget build() {
      String given = region;
      if (given == null || !given.matches("[a-z0-9-]{1,63}")) {
        throw new UploadConfigurationException(
            "region",
            "The target has %s; give the bucket's region, for instance eu-west-1."
                .formatted(
                    given == null ? "no region" : "the region '" + Text.shorten(given) + "'"));
      }
      check("endpoint", endpoint);
      check("public-endpoint", publicEndpoint);
      return new UploadTarget(this, given);
    }
  }
}
