package io.uploadgrants.sts;

import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.iam.RevocationListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a source, one for each subject, profile and key: cached until a share of their
 * lifetime is left, bounded in number, and asked for once however many threads want one. Guests'
 * sessions aren't cached: nobody could tell one guest from another. Thread-safe and meant to be
 * shared.
 *
 * <p>So that nobody takes the sessions from all others, guests together have a quarter of the calls
 * under way (256 at most) and of the cache, and each subject an eighth. While half of the calls are
 * under way, whoever asks for more at a time fails at once, with an {@link
 * IssuanceFailedException}; whoever has more in the cache loses half of its own, nobody else's.
 *
 * <p>What is busy or out of reach is asked again, after pauses that double and are random, until
 * the time limit. Calls run on daemon threads, which end by themselves when idle: so a caller gets
 * its answer in time even while the call hangs in a name server or a connection that nothing can
 * interrupt.
 *
 * <pre>{@code
 * SubjectSessions uploaders =
 *     SubjectSessions.of(AssumeRoleSource.of("arn:aws:iam::123456789012:role/uploader").build()).build();
 * UploadGrants.builder()
 *     .strategy(new TemporaryCredentialsStrategy(uploaders))                    // hand them out
 *     .profile(UploadProfile.named("doc").signAs(uploaders.subjectSession()))   // or sign with them
 * }</pre>
 */
public final class SubjectSessions implements RevocationListener {

  private final SessionSource source;
  private final SessionCache cache;
  private final SessionLookup lookup;

  private SubjectSessions(Builder builder) {
    this.source = builder.source;
    this.cache =
        new SessionCache(
            new SessionCalls(source, builder.random),
            builder.maxSessions,
            builder.renewBelow,
            source.longest());
    this.lookup = new SessionLookup(source, cache, builder.timeout);
  }

  /**
   * Starts sessions of a source.
   *
   * @param source what makes them
   * @return a builder; without further settings up to 10,000 sessions are kept, each until a
   *     quarter of its lifetime is left, and a session is waited for ten seconds
   */
  public static Builder of(SessionSource source) {
    return new Builder(source);
  }

  /** {@return what makes the sessions} */
  SessionSource source() {
    return source;
  }

  /**
   * Returns credentials that sign each grant by a session of its own subject, for {@link
   * io.uploadgrants.UploadProfile.Builder#signAs}. A grant that is already out can then be revoked.
   *
   * @return the credentials; sessions that live as long as their profile's grants may, and an hour
   *     at least, as far as the source allows. A profile is refused when it is built, with an
   *     {@link UploadConfigurationException}, if the source can't bound a session by a policy, if
   *     its sessions can't be revoked ({@link FederationTokenSource}), or if grants would outlive
   *     them
   */
  public SigningCredentials subjectSession() {
    return new SubjectSigningCredentials(this);
  }

  /**
   * Returns a session, from the cache where it has one.
   *
   * @param request for whom, for what and how long
   * @param now the present
   * @return a session of which more than the configured share of its lifetime is left
   * @throws IssuanceFailedException when there was none within the time limit
   * @throws UploadConfigurationException when the source has no sessions of that duration
   * @throws io.uploadgrants.UploadException when the service refuses the request for good
   */
  public IssuedSession session(SessionRequest request, Instant now) {
    if (request.subject() != null) {
      return kept(request, now, now);
    }
    // Two guests must not get the same credentials in their hands.
    return once(request, now);
  }

  /** Returns a session that isn't kept. */
  IssuedSession once(SessionRequest request, Instant now) {
    return lookup.once(request, now);
  }

  /**
   * Returns a session that lives until a moment, or at least for half of its lifetime. Guests share
   * one: it is for signing, and stays here.
   */
  IssuedSession kept(SessionRequest request, Instant now, Instant needed) {
    return lookup.kept(request, now, needed);
  }

  /**
   * Forgets the sessions of a subject, so that its next one is new. What is out stays valid: {@link
   * io.uploadgrants.iam.GrantRevoker} revokes it.
   *
   * @param subject the subject, or {@code null} for guests, of whom only the sessions that sign are
   *     kept
   */
  public void forget(@Nullable String subject) {
    cache.forget(subject);
  }

  /**
   * Forgets the sessions of a subject that is being revoked. Until the moment, which revoking names
   * and is some seconds ahead as a rule, sessions are handed out but not kept: so the next grant
   * after it has a session that isn't revoked. Whether a session is of before the moment, its
   * expiry tells, which the service sets; the clock of this machine doesn't matter.
   *
   * @param subject the subject, or {@code null} for guests
   * @param before sessions issued before this moment, by the service's clock, aren't kept; for
   *     instance {@link io.uploadgrants.iam.Revocation#before()}
   */
  @Override
  public void forget(@Nullable String subject, Instant before) {
    cache.forget(subject, Objects.requireNonNull(before, "before"));
  }

  /**
   * Forgets all sessions, as {@link #forget(String, Instant)} forgets those of one subject.
   *
   * @param before sessions issued before this moment, by the service's clock, aren't kept
   */
  @Override
  public void forgetAll(Instant before) {
    cache.forgetAll(Objects.requireNonNull(before, "before"));
  }

  /** {@return what the cache has done since it was made} */
  public SessionMetrics metrics() {
    return cache.metrics();
  }

  /** Builds the sessions. Not thread-safe. */
  public static final class Builder {

    private final SessionSource source;
    private int maxSessions = 10_000;
    private double renewBelow = 0.25;
    private Duration timeout = Duration.ofSeconds(10);
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    private Builder(SessionSource source) {
      this.source = Objects.requireNonNull(source, "source");
    }

    /**
     * Sets how many sessions are kept.
     *
     * @param sessions 0 (no cache) to 1,000,000; 10,000 when not set
     * @return this builder
     * @throws UploadConfigurationException when it is outside these bounds
     */
    public Builder maxSessions(int sessions) {
      require(
          sessions >= 0 && sessions <= 1_000_000,
          "max-sessions",
          ErrorText.of(
              "The maximum number of sessions in the cache is set to %d; give 0, for no cache, to 1,000,000.",
              sessions));
      this.maxSessions = sessions;
      return this;
    }

    /**
     * Sets the share of a session's lifetime that must be left for it to be handed out again.
     *
     * @param share above 0 and below 1; 0.25 when not set
     * @return this builder
     * @throws UploadConfigurationException when it is outside these bounds
     */
    public Builder renewBelow(double share) {
      require(
          share > 0 && share < 1,
          "renew-below",
          ErrorText.of(
              "The share of a session's lifetime below which it is renewed is set to %s; give a share above 0 and below 1, for instance 0.25.",
              share));
      this.renewBelow = share;
      return this;
    }

    /**
     * Sets how long a session is waited for, all retries included.
     *
     * @param timeout 100 milliseconds to a minute; ten seconds when not set
     * @return this builder
     * @throws UploadConfigurationException when it is outside these bounds
     */
    public Builder timeout(Duration timeout) {
      require(
          timeout.compareTo(Duration.ofMillis(100)) >= 0
              && timeout.compareTo(Duration.ofMinutes(1)) <= 0,
          "timeout",
          ErrorText.of(
              "The timeout for a session is set to %s; give 100 milliseconds to a minute.",
              timeout));
      this.timeout = timeout;
      return this;
    }

    /** Sets the randomness of pauses, from 0 to 1. */
    Builder random(DoubleSupplier random) {
      this.random = random;
      return this;
    }

    private static void require(boolean fits, String setting, String fault) {
      if (!fits) {
        throw new UploadConfigurationException(setting, fault);
      }
    }

    /**
     * Builds the sessions.
     *
     * @return the sessions, none of them asked for yet
     */
    public SubjectSessions build() {
      return new SubjectSessions(this);
    }
  }
}
