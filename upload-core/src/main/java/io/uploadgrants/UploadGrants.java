package io.uploadgrants;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The entry: hands out grants under an application's profiles. Thread-safe and meant to be shared.
 *
 * <pre>{@code
 * UploadGrants grants = UploadGrants.builder()
 *     .target(UploadTarget.bucket("photos").region("eu-west-1").build())
 *     .profile(UploadProfile.named("avatar").contentTypes("image/*").maxSize(5 << 20).build())
 *     .build();
 * UploadGrant grant = grants.grant(
 *     UploadRequest.of("avatar").by("alice").file("me.png", 48_213, "image/png").build());
 * }</pre>
 */
public final class UploadGrants {

  private static final Logger LOG = LoggerFactory.getLogger(UploadGrants.class);

  private final UploadTarget target;
  private final PreparedProfiles profiles;
  private final List<GrantAuthorizer> authorizers;
  private final GrantListeners listeners;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<GrantKind, GrantStrategy> strategies;
  private final SigningCredentials credentials;
  private final @Nullable UploadTickets tickets;

  private UploadGrants(Builder builder, UploadTarget target) {
    this.target = target;
    this.authorizers = List.copyOf(builder.authorizers);
    this.listeners = new GrantListeners(builder.listeners);
    this.clock = builder.clock;
    this.random = builder.random;
    this.strategies = GrantStrategies.byKind(builder.strategies);
    this.credentials =
        builder.credentials != null ? builder.credentials : SigningCredentials.defaultChain();
    this.tickets = builder.tickets;
    this.profiles =
        new PreparedProfiles(
            builder.profiles.values(),
            target,
            builder.resolver,
            new ProfileCompiler(strategies, credentials, tickets));
  }

  /**
   * Starts the set-up.
   *
   * @return a builder; it needs a target
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Issues a grant.
   *
   * @param request who asks for what
   * @return a grant that enforces every constraint of the profile and of the request
   * @throws UploadRefusedException when the request breaks a rule; its code and text say which
   * @throws OverQuotaException when the authorizer said: not now
   * @throws IssuanceFailedException when credentials or storage can't be reached
   */
  public UploadGrant grant(UploadRequest request) {
    UploadRequest asked = Objects.requireNonNull(request, "request");
    try {
      PreparedProfile prepared = profiles.of(request);
      asked = prepared.request().typed(request);
      return issue(prepared, asked);
    } catch (Throwable reason) {
      listeners.nothingGranted(asked, reason);
      throw reason;
    }
  }

  private UploadGrant issue(PreparedProfile prepared, UploadRequest request) {
    UploadProfile profile = prepared.profile();
    prepared.request().check(request);
    PreparedKind kind = prepared.kinds().of(request);
    GrantIssuer issuer = kind.issuer();
    for (GrantAuthorizer authorizer : authorizers) {
      authorizer.authorize(request, profile);
    }
    Instant now = clock.instant();
    String key = profile.keys().keyFor(request, now, random);
    ObjectKeys.check(key);
    prepared.grant().checkKey(request, key);
    if (profile.scope() == UploadScope.PREFIX) {
      key = key.endsWith("/") ? key : key + "/";
    }
    GrantDraft draft =
        new GrantDraft(request, key, now, prepared.completion().newId(kind.kind(), random));
    UploadGrant grant = Objects.requireNonNull(issuer.issue(draft), "A strategy issued nothing");
    try {
      prepared.grant().checkGrant(draft, grant);
      UploadGrant ticketed = prepared.completion().ticketed(draft, grant, kind, random);
      listeners.granted(request, ticketed);
      return ticketed;
    } catch (Throwable reason) {
      withdraw(issuer, draft, grant);
      throw reason;
    }
  }

  private static void withdraw(GrantIssuer issuer, GrantDraft draft, UploadGrant grant) {
    try {
      issuer.withdraw(draft, grant);
    } catch (Throwable broken) {
      LOG.warn(
          "A {} was withheld, but withdrawing it failed, so something of it may be left in the store: {}",
          grant.kind().id(),
          broken.getClass().getName());
    }
  }

  /**
   * Signs more parts of a multipart upload, for instance for a client that resumes it.
   *
   * @param upload what its ticket says; {@code UploadCompletions} opens tickets, and checks whose
   *     they are
   * @param partNumbers which parts
   * @return the parts, valid as long as the profile's grants, but no longer than the ticket
   * @throws UploadRefusedException {@code unknown-profile} or {@code kind-not-allowed} when the
   *     profile no longer allows such uploads; {@code invalid-request} when there is no such part
   * @throws IssuanceFailedException when the credentials that sign can't be reached
   */
  public SignedParts parts(TicketClaims upload, List<Integer> partNumbers) {
    UploadRequest request =
        UploadRequest.of(upload.profile()).by(upload.subject()).kind(upload.kind()).build();
    PreparedProfile prepared = profiles.of(request);
    PartPlan plan = upload.parts();
    if (plan == null) {
      throw UploadRefusedException.invalid(
          "The ticket is of a %s, which has no parts; use the grant that it came with.",
          upload.kind().id());
    }
    for (int number : partNumbers) {
      if (number < 1 || number > plan.count()) {
        throw UploadRefusedException.invalid(
            "There is no part %d; the upload has the parts 1 to %d.", number, plan.count());
      }
    }
    return prepared.kinds().allowed(request).issuer().sign(upload, partNumbers, clock.instant());
  }

  /** {@return the profiles, in the order in which they were added} */
  public Collection<UploadProfile> profiles() {
    return profiles.profiles();
  }

  /**
   * Returns which profiles wouldn't hold at another target, such as the same bucket with {@link
   * io.uploadgrants.probe.StoreReport#measured() what its store really has}.
   *
   * @param other the target
   * @return why each profile that can't be enforced there is refused, by its name, in the order in
   *     which they were added
   */
  public Map<String, UploadConfigurationException> refusedAt(UploadTarget other) {
    return profiles.refusedAt(other);
  }

  /** {@return where the objects of profiles without a target of their own go} */
  public UploadTarget target() {
    return target;
  }

  /**
   * Returns where the objects of a profile go, unless a {@link TargetResolver} says otherwise.
   *
   * @param profile the profile
   * @return its own target, or that of all
   */
  public UploadTarget target(UploadProfile profile) {
    UploadTarget own = profile.target();
    return own == null ? target : own;
  }

  /**
   * Returns where what a subject uploads under a profile goes.
   *
   * @param profile the profile
   * @param subject who uploads, or {@code null} for a guest
   * @return what a {@link TargetResolver} chose, else the profile's own target, or that of all
   */
  public UploadTarget target(UploadProfile profile, @Nullable String subject) {
    return profiles.target(profile, subject, target(profile));
  }

  /** {@return what makes and reads tickets, or {@code null} when no profile can have completion} */
  public @Nullable UploadTickets tickets() {
    return tickets;
  }

  /** {@return what signs the grants of profiles that have no credentials of their own} */
  public SigningCredentials credentials() {
    return credentials;
  }

  /**
   * Returns what makes the grants of a kind.
   *
   * @param kind which
   * @return the strategy, or {@code null} when there is none
   */
  public @Nullable GrantStrategy strategy(GrantKind kind) {
    return strategies.get(kind);
  }

  /**
   * Returns the time by which grants are issued.
   *
   * @return the system's, unless another was set
   */
  public InstantSource clock() {
    return clock;
  }

  /** Builds the entry. Not thread-safe. */
  public static final class Builder {

    private @Nullable UploadTarget target;
    private @Nullable TargetResolver resolver;
    private @Nullable SigningCredentials credentials;
    private @Nullable UploadTickets tickets;
    private final Map<String, UploadProfile> profiles = new LinkedHashMap<>();
    private final List<GrantStrategy> strategies = new ArrayList<>();
    private final List<GrantAuthorizer> authorizers = new ArrayList<>();
    private final List<GrantListener> listeners = new ArrayList<>();
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = new SecureRandom();

    private Builder() {}

    /**
     * Sets where the objects go. Required, also with a {@link TargetResolver}: profiles without a
     * target of their own are checked against this one, so that a fault shows before the first
     * request.
     *
     * @param target the target
     * @return this builder
     */
    public Builder target(UploadTarget target) {
      this.target = Objects.requireNonNull(target, "target");
      return this;
    }

    /**
     * Sets what chooses a target for each request. A profile that can't be enforced at the chosen
     * one is refused when it is asked for, with {@link ErrorCode#INVALID_CONFIGURATION}.
     *
     * @param resolver the resolver
     * @return this builder
     */
    public Builder targetResolver(TargetResolver resolver) {
      this.resolver = Objects.requireNonNull(resolver, "resolver");
      return this;
    }

    /**
     * Sets what signs the grants; the AWS SDK's default chain when not set.
     *
     * @param credentials the credentials
     * @return this builder
     */
    public Builder credentials(SigningCredentials credentials) {
      this.credentials = Objects.requireNonNull(credentials, "credentials");
      return this;
    }

    /**
     * Sets what signs the grants, by one provider that renews its credentials by itself.
     *
     * @param provider the provider; whoever made it closes it
     * @return this builder
     */
    public Builder credentials(AwsCredentialsProvider provider) {
      return credentials(SigningCredentials.of(provider));
    }

    /**
     * Sets what makes tickets, for instance {@code EncryptedTickets}. Profiles with completion need
     * it.
     *
     * @param tickets makes and reads tickets
     * @return this builder
     */
    public Builder tickets(UploadTickets tickets) {
      this.tickets = Objects.requireNonNull(tickets, "tickets");
      return this;
    }

    /**
     * Adds a profile.
     *
     * @param profile the profile
     * @return this builder
     * @throws UploadConfigurationException when there is one of that name
     */
    public Builder profile(UploadProfile profile) {
      if (profiles.putIfAbsent(profile.name(), profile) != null) {
        throw new UploadConfigurationException(
            "profiles." + profile.name(),
            "There are two profiles '" + profile.name() + "'; rename one.");
      }
      return this;
    }

    /**
     * Puts a strategy into its kind's place, instead of one on the class path.
     *
     * @param strategy the strategy, the only one of its kind that is given
     * @return this builder
     */
    public Builder strategy(GrantStrategy strategy) {
      strategies.add(Objects.requireNonNull(strategy, "strategy"));
      return this;
    }

    /**
     * Adds the application's own say; without one every valid request is granted. Several are asked
     * in the order in which they are added, and the first that refuses ends it.
     *
     * @param authorizer the authorizer
     * @return this builder
     */
    public Builder authorizer(GrantAuthorizer authorizer) {
      authorizers.add(Objects.requireNonNull(authorizer, "authorizer"));
      return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener the listener
     * @return this builder
     */
    public Builder listener(GrantListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
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
     * Sets what makes keys unguessable; a {@link SecureRandom} when not set.
     *
     * @param random a cryptographically strong and thread-safe source
     * @return this builder
     */
    public Builder random(RandomGenerator random) {
      this.random = Objects.requireNonNull(random, "random");
      return this;
    }

    /**
     * Compiles each profile against its target.
     *
     * @return the entry
     * @throws UploadConfigurationException when there is no target, there are two strategies for a
     *     kind, or a profile has a constraint that one of its kinds can't enforce there
     */
    public UploadGrants build() {
      if (target == null) {
        throw new UploadConfigurationException(
            "bucket", "There is no target; say where uploads go with UploadTarget.bucket(…).");
      }
      return new UploadGrants(this, target);
    }
  }
}
