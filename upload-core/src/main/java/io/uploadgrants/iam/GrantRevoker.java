package io.uploadgrants.iam;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.aws.PrintableText;
import io.uploadgrants.aws.StsLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Revokes what a subject was granted: temporary credentials, and every grant that a session of the
 * subject has signed, even those that are already out. Thread-safe.
 *
 * <p>Each revocation is an inline policy of the sessions' role, of its own, which denies everything
 * to the subject's sessions that were issued before a moment ({@code aws:TokenIssueTime}). Its name
 * says whose and which moment, and is never written with another document. So several nodes can
 * revoke and lift at a time without undoing each other's work. IAM takes 10,240 characters for all
 * inline policies of a role together, which is 40 to 50 revocations; those that are past the
 * lifetime of every session are removed.
 *
 * <p>IAM spreads a change to all its regions within seconds as a rule; AWS promises no bound. A
 * subject may come back: sessions issued some seconds after the revocation work. To keep one out,
 * let the {@link io.uploadgrants.GrantAuthorizer} refuse it first, and then revoke. That does for
 * roles that only the application can assume. Anyone who holds a web identity token, or gets an
 * identity of an identity pool without the application, can have a new session from STS itself,
 * under a name of its own choice: such a user has to be stopped at its provider. Sessions of {@code
 * GetFederationToken} have no role, so nothing here reaches them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html">Revoking
 *     IAM role temporary security credentials</a>
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM
 *     quotas</a>
 */
public final class GrantRevoker {

  /** What IAM takes for all inline policies of a role, in characters other than white space. */
  public static final int MAX_POLICY_LENGTH = 10_240;

  private static final Logger LOG = LoggerFactory.getLogger(GrantRevoker.class);

  private final RoleRevocations revocations;
  private final RevocationClock clock;
  private final RevokedBy revokedBy;
  private final List<RevocationListener> listeners;

  private GrantRevoker(Builder builder, IamClient iam) {
    this.clock = new RevocationClock(builder.clock, builder.maxSession, builder.clockSkew);
    this.revocations = new RoleRevocations(new RevocationPolicies(iam, builder.role), clock);
    this.revokedBy = builder.revokedBy;
    this.listeners = List.copyOf(builder.listeners);
  }

  /**
   * Starts a revoker.
   *
   * @param role the name or the ARN of the role whose sessions are handed out or sign
   * @return a builder; it needs a client
   * @throws UploadConfigurationException when that is neither, or the account in the ARN is neither
   *     one of AWS's nor one of Ceph's
   */
  public static Builder of(String role) {
    if (RoleArn.isName(role)) {
      return new Builder(role);
    }
    if (!RoleArn.isArn(role)) {
      throw noRole(role);
    }
    return of(RoleArn.of(role));
  }

  /**
   * Starts a revoker.
   *
   * @param role the role whose sessions are handed out or sign
   * @return a builder; it needs a client
   * @throws UploadConfigurationException when the role's account is neither one of AWS's nor one of
   *     Ceph's
   */
  public static Builder of(RoleArn role) {
    if (!role.isKept()) {
      throw noRole(role.arn());
    }
    return new Builder(role.name());
  }

  private static UploadConfigurationException noRole(String given) {
    return SettingText.refused(
        "role",
        "name or ARN of a role whose sessions can be revoked",
        PrintableText.of(given),
        "for instance uploader, or arn:aws:iam::123456789012:role/uploader");
  }

  /**
   * Revokes everything that a subject was granted until now, and in the seconds by which clocks may
   * differ. An older revocation of the same subject isn't needed any more, and is removed later.
   *
   * @param subject the subject, or {@code null} for all guests
   * @return what is in force: the revocation, which IAM has taken, or where there is no room for it
   *     a later one of the same subject
   * @throws RevocationException when IAM hasn't taken it, or didn't answer; it says which of the
   *     two, and has the policy for an administrator
   */
  public Revocation revoke(@Nullable String subject) {
    return add(SessionName.of(subject), (each, before) -> each.forget(subject, before));
  }

  /**
   * Revokes everything that anybody was granted by the role until now: for when there is no room
   * for one more subject. Where IAM has no room for this one either, it takes the place of others
   * that it covers, of one as a rule, preferably of one that is past or that everybody's older one
   * covers. Those are lifted with it; until it is put, which takes one more call, their subjects
   * aren't revoked; and if it can't be put, they are put back.
   *
   * @return what is in force: the revocation, which IAM has taken, or where there is no room for it
   *     a later one of everybody
   * @throws RevocationException when IAM hasn't taken it, or didn't answer; it says which of the
   *     two, whether others were {@linkplain RevocationException#removed() removed}, and has the
   *     policy for an administrator
   */
  public Revocation revokeEverybody() {
    return add(Revocation.EVERYBODY, RevocationListener::forgetAll);
  }

  private Revocation add(String name, BiConsumer<RevocationListener, Instant> told) {
    Revocation wanted = new Revocation(name, clock.moment(), revokedBy);
    Revocation revocation;
    try {
      revocation = revocations.add(wanted);
    } catch (RevocationException failed) {
      if (failed.state() == RevocationException.State.UNKNOWN) {
        // It may be in force, and to forget a session costs no more than another one.
        tell(told, wanted);
      }
      throw failed;
    }
    tell(told, revocation);
    revocations.tidyUp();
    return revocation;
  }

  private void tell(BiConsumer<RevocationListener, Instant> told, Revocation revocation) {
    for (RevocationListener each : listeners) {
      try {
        told.accept(each, revocation.before());
      } catch (RuntimeException failed) {
        LOG.warn(
            "A revocation is in force, but {} failed to forget its sessions: they may be handed out until they expire, and S3 refuses them",
            each.getClass().getName(),
            failed);
      }
    }
  }

  /**
   * Returns the revocations in force, those included that are past every session's lifetime and not
   * removed yet.
   *
   * @return the revocations, in no order
   * @throws RevocationException when IAM can't be asked
   */
  public List<Revocation> revocations() {
    return revocations.list();
  }

  /**
   * Lifts the revocation of a subject: its older sessions work again, as far as they still live and
   * everybody's revocation doesn't refuse them.
   *
   * @param subject the subject, or {@code null} for all guests
   * @return whether there was one
   * @throws RevocationException when IAM refuses it or didn't answer; it says what is still in
   *     force
   */
  public boolean lift(@Nullable String subject) {
    return revocations.lift(SessionName.of(subject));
  }

  /**
   * Lifts the revocation of everybody, and no other.
   *
   * @return whether there was one
   * @throws RevocationException when IAM refuses it or didn't answer; it says what is still in
   *     force
   */
  public boolean liftEverybody() {
    return revocations.lift(Revocation.EVERYBODY);
  }

  /**
   * Removes the revocations that are older than any session, and so do nothing any more. {@link
   * #revoke} does it too.
   *
   * @return how many were removed
   * @throws RevocationException when IAM refuses it
   */
  public int removeExpired() {
    return revocations.removeExpired();
  }

  /**
   * Returns the inline policy that revokes a subject, for an administrator who may write it.
   *
   * @param subject the subject, or {@code null} for all guests
   * @param before sessions issued before this moment are refused; a fraction of a second is rounded
   *     up
   * @return the policy in compact JSON
   */
  public String policyDocument(@Nullable String subject, Instant before) {
    return new Revocation(SessionName.of(subject), before, revokedBy).policyDocument();
  }

  /** Builds a revoker. Not thread-safe. */
  public static final class Builder {

    private final String role;
    private @Nullable IamClient iam;
    private RevokedBy revokedBy = RevokedBy.ROLE_SESSION_NAME;
    private Duration maxSession = StsLimits.LONGEST_ROLE_SESSION;
    private InstantSource clock = InstantSource.system();
    private Duration clockSkew = Duration.ofSeconds(5);
    private final List<RevocationListener> listeners = new ArrayList<>();

    private Builder(String role) {
      this.role = role;
    }

    /**
     * Sets the client. Required.
     *
     * @param iam the client; whoever made it closes it
     * @return this builder
     */
    public Builder client(IamClient iam) {
      this.iam = Objects.requireNonNull(iam, "iam");
      return this;
    }

    /**
     * Sets by which of its marks a subject's session is known.
     *
     * @param revokedBy the mark; the role session's name when not set
     * @return this builder
     */
    public Builder revokedBy(RevokedBy revokedBy) {
      this.revokedBy = Objects.requireNonNull(revokedBy, "revokedBy");
      return this;
    }

    /**
     * Sets how long the role's sessions live at most, after which a revocation has done its work.
     *
     * @param maxSession the role's {@code MaxSessionDuration}, 15 minutes to 12 hours; 12 hours
     *     when not set
     * @return this builder
     */
    public Builder maxSessionDuration(Duration maxSession) {
      if (maxSession.compareTo(StsLimits.SHORTEST_SESSION) < 0
          || maxSession.compareTo(StsLimits.LONGEST_ROLE_SESSION) > 0) {
        throw new UploadConfigurationException(
            "max-session-duration",
            "The maximum session duration is set to %s; a role's sessions last 15 minutes to 12 hours. Give the role's MaxSessionDuration.",
            maxSession);
      }
      this.maxSession = maxSession;
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
     * Sets by how much the application's clock may differ from AWS's. A revocation reaches that far
     * ahead, so that a slow clock misses no session; until then new sessions are dead, too.
     *
     * @param clockSkew 0 to 15 minutes; 5 seconds when not set
     * @return this builder
     */
    public Builder clockSkew(Duration clockSkew) {
      if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(15)) > 0) {
        throw new UploadConfigurationException(
            "clock-skew",
            "The clock skew is set to %s; give 0 to 15 minutes, beyond which AWS refuses requests.",
            clockSkew);
      }
      this.clockSkew = clockSkew;
      return this;
    }

    /**
     * Adds what is told of each revocation that IAM has taken: a {@code SubjectSessions}, so that
     * no revoked session is handed out or signs again. Other nodes have to be told by the
     * application; until their cached sessions expire, grants from there are refused by S3.
     *
     * @param listener what holds sessions
     * @return this builder
     */
    public Builder onRevoked(RevocationListener listener) {
      this.listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Builds the revoker.
     *
     * @return the revoker
     * @throws UploadConfigurationException when there is no client
     */
    public GrantRevoker build() {
      if (iam == null) {
        throw new UploadConfigurationException(
            "client",
            "There is no IamClient to revoke with; give one whose credentials have the permissions that RolePolicies.revoking lists.");
      }
      return new GrantRevoker(this, iam);
    }
  }
}
