package io.uploadgrants.probe;

import io.uploadgrants.ErrorText;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Measures which features a store has, by small uploads below a prefix of the probe's own, which it
 * removes again: about 170 requests. Nobody has to believe what a preset or a declaration says.
 *
 * <pre>{@code
 * StoreReport report = StoreProbe.of(grants).build().run();
 * report.untrue();                       // the features that the target has and the store hasn't
 * grants.refusedAt(report.measured());   // the profiles that can't be enforced there
 * }</pre>
 *
 * <p>It uses the application's own endpoint, not the public one. The credentials need {@code
 * s3:PutObject}, {@code s3:GetObject} and {@code s3:DeleteObject} below {@value #PREFIX}{@code /},
 * and, to find out all, {@code s3:AbortMultipartUpload}, {@code s3:ListMultipartUploadParts},
 * {@code s3:PutObjectTagging}, {@code s3:GetObjectTagging}, {@code s3:GetObjectAcl} and in a bucket
 * with versions {@code s3:DeleteObjectVersion} and {@code s3:GetBucketVersioning}. It lists
 * nothing, except by temporary credentials, whose policies it tries. For some milliseconds an
 * object of a few bytes may be public, on stores that let the holder of a grant do that. The
 * bucket's event notifications and replication see its objects.
 *
 * <p>{@link StoreFeature#ACLS} isn't tried.
 */
public final class StoreProbe {

  /** What the keys of all probes begin with. */
  public static final String PREFIX = "upload-grants-probe";

  private static final int RANDOM_BYTES = 16;

  private final UploadTarget target;
  private final SigningCredentials credentials;
  private final @Nullable GrantStrategy strategy;
  private final Duration timeout;
  private final InstantSource clock;
  private final RandomGenerator random;

  private StoreProbe(Builder builder) {
    this.target = builder.target;
    this.credentials = builder.credentials;
    this.strategy = builder.strategy;
    this.timeout = builder.timeout;
    this.clock = builder.clock;
    this.random = builder.random;
  }

  /**
   * Starts a probe of the store that an application uses.
   *
   * @param grants whose target, credentials, time, and temporary credentials of STS are used
   * @return a builder; without further settings the probe takes one minute at most
   */
  public static Builder of(UploadGrants grants) {
    return of(grants, grants.target());
  }

  /**
   * Starts a probe of one of several stores that an application uses.
   *
   * @param grants whose credentials, time, and temporary credentials of STS are used
   * @param target the bucket; its features are what is claimed
   * @return a builder; without further settings the probe takes one minute at most
   */
  public static Builder of(UploadGrants grants, UploadTarget target) {
    GrantStrategy strategy = grants.strategy(GrantKind.TEMPORARY_CREDENTIALS);
    return of(target)
        .credentials(grants.credentials())
        .clock(grants.clock())
        // An identity pool's would make an identity that stays.
        .temporaryCredentials(strategy instanceof TemporaryCredentialsStrategy ? strategy : null);
  }

  /**
   * Starts a probe.
   *
   * @param target the bucket; its features are what is claimed
   * @return a builder; without further settings it signs with the AWS SDK's default credentials and
   *     takes one minute at most
   */
  public static Builder of(UploadTarget target) {
    return new Builder(target);
  }

  /**
   * Probes the store, in a few seconds as a rule.
   *
   * @return what it does
   * @throws StoreProbeException when it doesn't answer in time or as a store does, has no such
   *     bucket, refuses these credentials, keeps what it is to remove, or takes forged signatures
   * @throws io.uploadgrants.IssuanceFailedException when there are no credentials
   */
  public StoreReport run() {
    ProbeCalls calls = new ProbeCalls(place(), timeout.multipliedBy(4).dividedBy(5));
    UploadTarget bare = ProbeGrants.bare(target);
    calls.step("credentials");
    Instant now = clock.instant();
    AwsCredentialsIdentity signer =
        calls.within(
            "credentials",
            () -> credentials.until(now.plus(ProbeGrants.VALIDITY), now, ProbeGrants.request()));
    ProbeGrants grants =
        new ProbeGrants(bare, (needed, present, request) -> signer, clock, prefix());
    ProbeBucket bucket = new ProbeBucket(bare, signer, clock, calls);
    Map<StoreFeature, StoreFinding> findings;
    try {
      new FirstSteps(grants, bucket, calls).take();
      findings = new Findings(grants, bucket, calls, strategy).all();
    } catch (StoreProbeException failed) {
      throw failed.leaving(sweep(bucket));
    } catch (RuntimeException unexpected) {
      List<String> left = sweep(bucket);
      if (!left.isEmpty()) {
        unexpected.addSuppressed(calls.failed("something unexpected ended it").leaving(left));
      }
      throw unexpected;
    }
    return new StoreReport(target, findings, sweep(bucket));
  }

  private String prefix() {
    byte[] name = new byte[RANDOM_BYTES];
    random.nextBytes(name);
    return PREFIX + "/" + HexFormat.of().formatHex(name);
  }

  private List<String> sweep(ProbeBucket bucket) {
    return bucket.sweep(timeout.dividedBy(5));
  }

  private String place() {
    URI endpoint = target.endpoint() == null ? target.publicEndpoint() : target.endpoint();
    return endpoint == null ? "AWS, region " + target.region() : endpoint.toString();
  }

  /** Builds a probe. Not thread-safe. */
  public static final class Builder {

    private final UploadTarget target;
    private SigningCredentials credentials = SigningCredentials.defaultChain();
    private @Nullable GrantStrategy strategy;
    private Duration timeout = Duration.ofMinutes(1);
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = new SecureRandom();

    private Builder(UploadTarget target) {
      this.target = Objects.requireNonNull(target, "target");
    }

    /**
     * Sets what signs.
     *
     * @param credentials those of the application, as a rule
     * @return this builder
     */
    public Builder credentials(SigningCredentials credentials) {
      this.credentials = Objects.requireNonNull(credentials, "credentials");
      return this;
    }

    /**
     * Sets what signs.
     *
     * @param provider those of the application, as a rule; whoever made it closes it
     * @return this builder
     */
    public Builder credentials(AwsCredentialsProvider provider) {
      return credentials(SigningCredentials.of(provider));
    }

    /**
     * Sets what issues temporary credentials, so that what the store makes of their policies is
     * found out too.
     *
     * @param strategy the application's own strategy for {@link GrantKind#TEMPORARY_CREDENTIALS},
     *     or {@code null} for none
     * @return this builder
     * @throws IllegalArgumentException when it is one for another kind
     */
    public Builder temporaryCredentials(@Nullable GrantStrategy strategy) {
      if (strategy != null && strategy.kind() != GrantKind.TEMPORARY_CREDENTIALS) {
        throw new IllegalArgumentException(
            ErrorText.of(
                "The strategy makes %s; give one for %s.",
                strategy.kind().id(), GrantKind.TEMPORARY_CREDENTIALS.id()));
      }
      this.strategy = strategy;
      return this;
    }

    /**
     * Sets how long the probe takes at most, the removal of its objects included.
     *
     * @param timeout one second to ten minutes; one minute when not set
     * @return this builder
     * @throws IllegalArgumentException when it is outside these bounds
     */
    public Builder timeout(Duration timeout) {
      if (timeout.compareTo(Duration.ofSeconds(1)) < 0
          || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
        throw new IllegalArgumentException(
            ErrorText.of(
                "The timeout of the probe is %s; give one second to ten minutes.", timeout));
      }
      this.timeout = timeout;
      return this;
    }

    /**
     * Sets the time; the system's when not set.
     *
     * @param clock the time
     * @return this builder
     */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets what makes the probe's keys unguessable; a {@link SecureRandom} when not set.
     *
     * @param random a cryptographically strong source
     * @return this builder
     */
    public Builder random(RandomGenerator random) {
      this.random = Objects.requireNonNull(random, "random");
      return this;
    }

    /**
     * Builds the probe, which can run any number of times.
     *
     * @return the probe
     */
    public StoreProbe build() {
      return new StoreProbe(this);
    }
  }
}
