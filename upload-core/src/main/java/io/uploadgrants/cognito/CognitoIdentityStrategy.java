package io.uploadgrants.cognito;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.aws.ServiceClient;
import io.uploadgrants.iam.IdentityPoolId;
import io.uploadgrants.iam.RoleArn;
import io.uploadgrants.sts.LoginProvider;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Temporary credentials of an identity pool, for guests, for users of identity providers, and for
 * the application's own users. Each identity uploads below a prefix of its own: what the profile's
 * {@linkplain io.uploadgrants.ObjectKeyPolicy#folder key policy} makes, then the identity's id (the
 * value of <code>${cognito-identity.amazonaws.com:sub}</code>) and a {@code /}.
 *
 * <p>In the {@linkplain Builder#basicFlow basic flow} a session policy bounds the credentials to
 * that prefix, however wide the role is. In the {@linkplain Builder#enhancedFlow enhanced flow}
 * Cognito takes no policy, so the role must have the one that {@link
 * io.uploadgrants.iam.RolePolicies} writes; this strategy then claims the key and the validity, and
 * no other constraint.
 *
 * <p><b>Logins and subjects:</b> a request with logins gets the identity that Cognito finds for
 * them, and Cognito alone verifies them. The subject isn't compared with them: a user pool's {@code
 * sub} may well be another name than the application's own. So the logins say where uploads go; the
 * subject says whose they are to the application's hooks, names the session and what revokes it. A
 * user who sends a token of somebody else's uploads below that one's prefix, as everybody can who
 * has such a token, with this library or without. An application where that matters takes subject
 * and login from the same verified token, or compares them in its {@link
 * io.uploadgrants.GrantAuthorizer}. Sessions are cached for a subject together with its logins, so
 * neither two subjects nor two logins share one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html">Identity
 *     pools authentication flow</a>
 */
public final class CognitoIdentityStrategy implements GrantStrategy, AutoCloseable {

  private final SessionFlow flow;
  private final ServiceClient<CognitoIdentityClient> client;
  private final SubjectSessions sessions;
  private final TemporaryCredentialsStrategy credentials;

  private CognitoIdentityStrategy(
      Builder builder, SessionFlow flow, ServiceClient<CognitoIdentityClient> client) {
    this.flow = flow;
    this.client = client;
    IdentityPool pool =
        new IdentityPool(
            builder.poolId,
            client.client(),
            Map.copyOf(builder.providers),
            builder.developerProvider,
            builder.guests);
    SubjectSessions.Builder settings = SubjectSessions.of(new IdentityPoolSource(pool, flow));
    builder.settings.accept(settings);
    this.sessions = settings.build();
    this.credentials = new TemporaryCredentialsStrategy(sessions);
  }

  /**
   * Starts a strategy.
   *
   * @param identityPoolId for instance {@code eu-west-1:12345678-1234-1234-1234-123456789012}
   * @return a builder; it needs a flow, and somebody who can get an identity
   * @throws UploadConfigurationException when that is no id of an identity pool
   */
  public static Builder of(String identityPoolId) {
    return new Builder(new IdentityPoolId(identityPoolId));
  }

  @Override
  public GrantKind kind() {
    return credentials.kind();
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
    return credentials.enforces(profile, target);
  }

  /** Each identity's id is a part of its prefix. */
  @Override
  public boolean separatesUsers() {
    return credentials.separatesUsers();
  }

  @Override
  public GrantIssuer prepare(
      UploadProfile profile, UploadTarget target, SigningCredentials signing) {
    if (profile.scope() != UploadScope.PREFIX) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + ".scope",
          "Profile '%s' is for one object, and an identity pool gives each identity a prefix; set the scope to prefix, or use another strategy.",
          profile.name());
    }
    flow.check(profile);
    return credentials.prepare(profile, target, signing);
  }

  /** {@return the sessions behind the credentials, to measure them and forget a subject's} */
  public SubjectSessions sessions() {
    return sessions;
  }

  /** Closes the client of Cognito, unless it was given. */
  @Override
  public void close() {
    client.close();
  }

  /** Builds a strategy, in any order of calls. Not thread-safe. */
  public static final class Builder {

    private final IdentityPoolId poolId;
    private final Map<String, LoginProvider> providers = new LinkedHashMap<>();
    private @Nullable String developerProvider;
    private boolean guests;
    private @Nullable StsClient sts;
    private @Nullable RoleArn role;
    private @Nullable RoleArn guestRole;
    private @Nullable Duration maxDuration;
    private @Nullable String rolePrefix;
    private @Nullable RoleArn customRole;
    private @Nullable CognitoIdentityClient client;
    private Consumer<SubjectSessions.Builder> settings = sessions -> {};

    private Builder(IdentityPoolId poolId) {
      this.poolId = poolId;
    }

    /**
     * Gets credentials by {@code AssumeRoleWithWebIdentity}, bounded by a session policy. The pool
     * must have its basic (classic) flow switched on, and then anybody with a login can have a
     * session of the role without the policy by asking Cognito and STS directly: so it too should
     * have what {@link io.uploadgrants.iam.RolePolicies#identityPoolRole} writes.
     *
     * @param role the ARN of the role for identities with a login; its trust policy is {@link
     *     io.uploadgrants.iam.RolePolicies#identityPoolTrust}'s
     * @param sts what assumes it; no credentials are needed. Whoever made it closes it
     * @return this builder
     * @throws UploadConfigurationException when the role isn't named by its ARN
     */
    public Builder basicFlow(String role, StsClient sts) {
      return basicFlow(RoleArn.of(role, "role"), sts);
    }

    /**
     * Gets credentials by {@code AssumeRoleWithWebIdentity}, as {@link #basicFlow(String,
     * StsClient)} does.
     *
     * @param role the role for identities with a login
     * @param sts what assumes it; no credentials are needed. Whoever made it closes it
     * @return this builder
     * @throws UploadConfigurationException when the role isn't in an account of AWS
     */
    public Builder basicFlow(RoleArn role, StsClient sts) {
      this.role = FlowSettings.checkedRole(role, "role");
      this.sts = Objects.requireNonNull(sts, "sts");
      return this;
    }

    /**
     * Sets the maximum duration of a session in the basic flow.
     *
     * @param duration the roles' {@code MaxSessionDuration}, one to twelve hours; one hour when not
     *     set
     * @return this builder
     * @throws UploadConfigurationException when it is out of bounds
     */
    public Builder maxDuration(Duration duration) {
      this.maxDuration = FlowSettings.checkedMaxDuration(duration);
      return this;
    }

    /**
     * Gets credentials by {@code GetCredentialsForIdentity}. Only the policy of the pool's roles
     * bounds them: it must be what {@link io.uploadgrants.iam.RolePolicies#identityPoolRole} writes
     * for the same bucket and prefix. Profiles need a validity of one hour, which is what Cognito
     * grants, and just these keys.
     *
     * @param rolePrefix the prefix that the roles' policy has before the identity, without a {@code
     *     /} at either end; the profile's keys must be {@link
     *     io.uploadgrants.ObjectKeyPolicy#folder folder(rolePrefix)}
     * @return this builder
     * @throws UploadConfigurationException when it is empty or no such prefix
     */
    public Builder enhancedFlow(String rolePrefix) {
      this.rolePrefix = FlowSettings.checkedPrefix(rolePrefix);
      return this;
    }

    /**
     * Takes another role than the pool's for identities with a login, in the enhanced flow. The
     * login's token must name it among its roles, and the pool must take the role from the token.
     * Cognito has no such choice for the application's own users.
     *
     * @param role the role's ARN, with the policy that {@link #enhancedFlow} asks for
     * @return this builder
     * @throws UploadConfigurationException when the role isn't named by its ARN
     * @see <a
     *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html">Using
     *     role-based access control</a>
     */
    public Builder customRole(String role) {
      return customRole(RoleArn.of(role, "custom-role"));
    }

    /**
     * Takes another role than the pool's for identities with a login, as {@link
     * #customRole(String)} does.
     *
     * @param role the role, with the policy that {@link #enhancedFlow} asks for
     * @return this builder
     * @throws UploadConfigurationException when the role isn't in an account of AWS
     */
    public Builder customRole(RoleArn role) {
      this.customRole = FlowSettings.checkedRole(role, "custom-role");
      return this;
    }

    /**
     * Lets guests in: the pool's unauthenticated identities. Each grant to a guest makes a new
     * identity, with a prefix of its own. The profile must be open to guests too. The basic flow
     * needs a role for them: {@link #guests(String)}.
     *
     * @return this builder
     */
    public Builder guests() {
      this.guests = true;
      return this;
    }

    /**
     * Lets guests in by the basic flow, with a role of their own.
     *
     * @param role the ARN of the role for guests; its trust policy is {@link
     *     io.uploadgrants.iam.RolePolicies#identityPoolGuestTrust}'s
     * @return this builder
     * @throws UploadConfigurationException when the role isn't named by its ARN
     */
    public Builder guests(String role) {
      return guests(RoleArn.of(role, "guest-role"));
    }

    /**
     * Lets guests in by the basic flow, as {@link #guests(String)} does.
     *
     * @param role the role for guests
     * @return this builder
     * @throws UploadConfigurationException when the role isn't in an account of AWS
     */
    public Builder guests(RoleArn role) {
      this.guestRole = FlowSettings.checkedRole(role, "guest-role");
      return guests();
    }

    /**
     * Takes the tokens of identity providers, which requests bring as {@linkplain
     * io.uploadgrants.UploadRequest.Builder#login logins}. Who sends several at once has Cognito
     * link them for good: each leads to the same identity from then on.
     *
     * @param providers those that the pool is set up for
     * @return this builder
     */
    public Builder logins(LoginProvider... providers) {
      for (LoginProvider provider : providers) {
        this.providers.put(provider.name(), provider);
      }
      return this;
    }

    /**
     * Takes the application's own users, by their subject: developer-authenticated identities. A
     * request with logins is known by these instead. The client's credentials need {@code
     * cognito-identity:GetOpenIdTokenForDeveloperIdentity}.
     *
     * @param name the developer provider's name in the pool, 1 to 128 letters, digits and {@code .
     *     _ -}
     * @return this builder
     * @throws UploadConfigurationException when it is no such name
     */
    public Builder developerProvider(String name) {
      this.developerProvider = FlowSettings.checkedDeveloperProvider(name);
      return this;
    }

    /**
     * Sets the client; made for the pool's region when not set, with the AWS SDK's default
     * credentials.
     *
     * @param client the client; whoever made it closes it
     * @return this builder
     */
    public Builder client(CognitoIdentityClient client) {
      this.client = Objects.requireNonNull(client, "client");
      return this;
    }

    /**
     * Changes how sessions are cached and waited for.
     *
     * @param settings changes the sessions' builder
     * @return this builder
     */
    public Builder sessions(Consumer<SubjectSessions.Builder> settings) {
      this.settings = Objects.requireNonNull(settings, "settings");
      return this;
    }

    /**
     * Builds the strategy.
     *
     * @return the strategy, which hasn't called anybody yet
     * @throws UploadConfigurationException when there isn't just one flow, a setting is of the
     *     other flow, guests have no role, nobody could get an identity, or a login would be taken
     *     for one of the pool's own
     */
    public CognitoIdentityStrategy build() {
      SessionFlow flow =
          new FlowSettings(sts, role, guestRole, maxDuration, rolePrefix, customRole)
              .flow(guests, developerProvider != null);
      FlowSettings.checkLogins(poolId, providers.keySet(), developerProvider, guests);
      return new CognitoIdentityStrategy(this, flow, IdentityPoolClients.of(client, poolId));
    }
  }
}
