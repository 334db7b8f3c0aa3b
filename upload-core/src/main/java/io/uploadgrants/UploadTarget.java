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

  private final String bucket;
  private final String region;
  private final @Nullable URI endpoint;
  private final @Nullable URI publicEndpoint;
  private final boolean pathStyle;
  private final boolean dualStack;
  private final boolean fips;
  private final boolean accelerate;
  private final @Nullable String expectedBucketOwner;
  private final boolean bucketNameInEndpoint;
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
    this.bucketNameInEndpoint = builder.bucketNameInEndpoint;
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
   * Starts a target in Cloudflare R2.
   *
   * @param accountId the Cloudflare account
   * @param bucket the bucket's name
   * @return a builder with R2's endpoint and {@link StorePreset#CLOUDFLARE_R2}
   */
  public static Builder cloudflareR2(String accountId, String bucket) {
    if (!accountId.matches("[0-9a-z]{1,63}")) {
      throw new UploadConfigurationException(
          "endpoint",
          "'%s' is no Cloudflare account id; copy it from the R2 overview page.",
          accountId);
    }
    return bucket(bucket)
        .store(StorePreset.CLOUDFLARE_R2)
        .endpoint(URI.create("https://" + accountId + ".r2.cloudflarestorage.com"))
        .pathStyle(true);
  }

  /**
   * Returns the bucket.
   *
   * @return a bucket's name, an access point's alias, or an access point's ARN
   */
  public String bucket() {
    return bucket;
  }

  /** {@return the region that signatures name, for instance {@code eu-west-1}} */
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

  /**
   * Returns the features that the store is declared to have.
   *
   * @return its features
   */
  public Set<StoreFeature> features() {
    return features;
  }

  /**
   * Starts a target that differs from this one.
   *
   * @return a builder with all that this target has; what is declared on top changes its features,
   *     and a {@linkplain Builder#store preset} replaces them
   */
  public Builder toBuilder() {
    Builder builder = new Builder(bucket);
    builder.region = region;
    builder.known = features;
    builder.endpoint = endpoint;
    builder.publicEndpoint = publicEndpoint;
    builder.pathStyle = pathStyle;
    builder.bucketNameInEndpoint = bucketNameInEndpoint;
    builder.dualStack = dualStack;
    builder.fips = fips;
    builder.accelerate = accelerate;
    builder.expectedBucketOwner = expectedBucketOwner;
    return builder;
  }

  /** {@return whether the other is the same place, reached the same way, with the same features} */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof UploadTarget that
            && bucket.equals(that.bucket)
            && region.equals(that.region)
            && Objects.equals(endpoint, that.endpoint)
            && Objects.equals(publicEndpoint, that.publicEndpoint)
            && pathStyle == that.pathStyle
            && dualStack == that.dualStack
            && fips == that.fips
            && accelerate == that.accelerate
            && Objects.equals(expectedBucketOwner, that.expectedBucketOwner)
            && bucketNameInEndpoint == that.bucketNameInEndpoint
            && features.equals(that.features);
  }

  @Override
  public int hashCode() {
    return Objects.hash(bucket, region, endpoint, publicEndpoint);
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
    private @Nullable StorePreset store;
    private @Nullable Set<StoreFeature> known;
    private @Nullable URI endpoint;
    private @Nullable URI publicEndpoint;
    private boolean pathStyle;
    private boolean bucketNameInEndpoint;
    private boolean dualStack;
    private boolean fips;
    private boolean accelerate;
    private @Nullable String expectedBucketOwner;
    private final EnumSet<StoreFeature> with = EnumSet.noneOf(StoreFeature.class);
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
            "'%s' is no bucket: give a bucket's name (3 to 63 lower-case letters, digits, '.' and '-'), or the alias or ARN of an access point.",
            bucket);
      }
      if (arn || bucket.endsWith("-s3alias")) {
        // S3 documents forms for buckets only.
        without.add(StoreFeature.POST_POLICY);
      }
    }

    /**
     * Sets the region. Required, unless the {@linkplain #store preset} has one.
     *
     * @param region for instance {@code eu-west-1}
     * @return this builder
     */
    public Builder region(@Nullable String region) {
      this.region = region;
      return this;
    }

    /**
     * Names the store, which says what it has, and its region where that is always the same.
     *
     * @param store the store, or {@code null} for AWS or, with an endpoint, for one that nobody
     *     knows
     * @return this builder
     */
    public Builder store(@Nullable StorePreset store) {
      this.store = store;
      this.known = null;
      return this;
    }

    /**
     * Sets the endpoint of a store other than AWS. What such a store could ignore in silence counts
     * only when it is {@linkplain #store a known one} that has it, or {@linkplain #with declared}.
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
            "expected-bucket-owner", "'%s' is no AWS account; give its twelve digits.", accountId);
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
     * Declares what the store can do beyond what is {@linkplain #store known} of it.
     *
     * @param present the features that the store has
     * @return this builder
     */
    public Builder with(StoreFeature... present) {
      with.addAll(List.of(present));
      return this;
    }

    private Set<StoreFeature> features() {
      Set<StoreFeature> features = StoreFeature.complete(EnumSet.copyOf(with));
      features.addAll(known == null ? knownOfStore() : known);
      features.removeAll(without);
      if (without.contains(StoreFeature.TAGS)
          && !without.contains(StoreFeature.UNSIGNED_TAGS_REFUSED)) {
        // Where there are none, nobody can add one.
        features.add(StoreFeature.UNSIGNED_TAGS_REFUSED);
      }
      return features;
    }

    private Set<StoreFeature> knownOfStore() {
      if (store != null) {
        return store.features();
      }
      boolean own = endpoint != null || publicEndpoint != null;
      return own ? StoreFeature.LOUD : StorePreset.AWS.features();
    }

    private void check(String setting, @Nullable URI uri) {
      Endpoints.check(setting, uri, bucket, pathStyle, bucketNameInEndpoint);
    }

    /**
     * Builds the target.
     *
     * @return the target
     * @throws UploadConfigurationException when there is no region; when an endpoint has the bucket
     *     in it, or a path without path style; when a store other than AWS has no endpoint
     */
    public UploadTarget build() {
      String given = region == null && store != null ? store.region() : region;
      if (given == null || !given.matches("[a-z0-9-]{1,63}")) {
        throw new UploadConfigurationException(
            "region",
            given == null
                ? "The target has no region; give the bucket's region, for instance eu-west-1."
                : "The target has the region '%s'; give the bucket's region, for instance eu-west-1.",
            String.valueOf(given));
      }
      if (store != null && store != StorePreset.AWS && endpoint == null && publicEndpoint == null) {
        throw new UploadConfigurationException(
            "endpoint",
            "The store is %s, and without an endpoint uploads would go to AWS; give the store's endpoint.",
            store.id());
      }
      check("endpoint", endpoint);
      check("public-endpoint", publicEndpoint);
      return new UploadTarget(this, given);
    }
  }
}
