package io.uploadgrants.cognito;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.aws.ServiceClient;
import io.uploadgrants.cognito.Authentication.CodeRequired;
import io.uploadgrants.cognito.Authentication.MfaSelection;
import io.uploadgrants.cognito.Authentication.NewPasswordRequired;
import io.uploadgrants.cognito.Authentication.SignedIn;
import io.uploadgrants.iam.UserPoolId;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/**
 * Signs users of a Cognito user pool in, on the server. Thread-safe and meant to be shared.
 *
 * <pre>{@code
 * CognitoUserPool pool =
 *     CognitoUserPool.of("eu-west-1_AbCdEf123", "1h57kf5cpq17m0eml12EXAMPLE")
 *         .clientSecret(secret)
 *         .build();
 * Authentication result = pool.authenticate(username, password);
 * }</pre>
 *
 * <p>The app client must allow {@code ALLOW_ADMIN_USER_PASSWORD_AUTH}, and {@code
 * ALLOW_REFRESH_TOKEN_AUTH} for refreshing; the AWS credentials of the client need {@code
 * cognito-idp:AdminInitiateAuth}, {@code cognito-idp:AdminRespondToAuthChallenge} and {@code
 * cognito-idp:AdminUserGlobalSignOut} on the pool.
 *
 * <p><b>Whether a user exists</b> is not told: an unknown user, a wrong password, a wrong code, an
 * expired session, and an account that is disabled, unconfirmed or about to be reset are one {@link
 * UploadRefusedException} with one code, one text and no cause. How long Cognito took can still
 * tell. Set the app client's {@code PreventUserExistenceErrors} to {@code ENABLED}, so that Cognito
 * itself takes the same way for unknown users, and limit how often one caller may try; nothing here
 * evens out the time, since a delay would only blur it. What can't be a name or a password at all
 * is refused unsent.
 *
 * <p>Without the caller's address Cognito's threat protection can't tell callers apart; that, and
 * sign-up, is left to the application's own client.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html">AdminInitiateAuth</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html">Managing
 *     error responses</a>
 */
public final class CognitoUserPool implements AutoCloseable {

  private final ServiceClient<CognitoIdentityProviderClient> client;
  private final UserPoolSignIn signIn;

  private CognitoUserPool(Builder builder) {
    this.client = UserPoolClients.of(builder.cognito, builder.pool);
    this.signIn =
        new UserPoolSignIn(
            new UserPoolCalls(
                builder.pool,
                new AppClient(builder.clientId, builder.clientSecret),
                client.client(),
                builder.clock),
            builder.rotating);
  }

  /**
   * Starts a user pool.
   *
   * @param userPoolId for instance {@code eu-west-1_AbCdEf123}
   * @param clientId the id of the app client that users sign in with
   * @return a builder
   * @throws UploadConfigurationException when either can't be such an id
   */
  public static Builder of(String userPoolId, String clientId) {
    return of(UserPoolId.of(userPoolId), clientId);
  }

  /**
   * Starts a user pool.
   *
   * @param pool the pool's id
   * @param clientId the id of the app client that users sign in with
   * @return a builder
   * @throws UploadConfigurationException when that can't be a client's id
   */
  public static Builder of(UserPoolId pool, String clientId) {
    return new Builder(pool, AppClient.checkedId(clientId));
  }

  /**
   * Signs a user in by {@code ADMIN_USER_PASSWORD_AUTH}.
   *
   * @param username the user's name, or what the pool takes for it, such as an e-mail address
   * @param password the password
   * @return the tokens, or the challenge that comes first
   * @throws UploadRefusedException {@code authentication-required} when Cognito refuses it
   * @throws io.uploadgrants.OverQuotaException when there were too many tries
   * @throws UploadConfigurationException when pool or app client are set up otherwise than here, or
   *     Cognito asks for a challenge that this class doesn't know
   * @throws io.uploadgrants.IssuanceFailedException when Cognito can't be reached or fails
   */
  public Authentication authenticate(String username, String password) {
    return signIn.authenticate(username, password);
  }

  /**
   * Answers {@link NewPasswordRequired}.
   *
   * @param challenge the challenge
   * @param newPassword the new password, 1 to 256 characters, as the pool's policy wants it
   * @param attributes a value of up to 2,048 characters for each required attribute; others are
   *     refused, so that no user sets what the application relies on
   * @return the tokens, or the challenge that comes next
   * @throws UploadRefusedException {@code invalid-request} when the password doesn't meet the
   *     policy or the attributes aren't those required; {@code authentication-required} when
   *     Cognito refuses it otherwise
   * @throws io.uploadgrants.OverQuotaException when there were too many tries
   * @throws UploadConfigurationException as for {@link #authenticate}
   * @throws io.uploadgrants.IssuanceFailedException when Cognito can't be reached or fails
   */
  public Authentication setNewPassword(
      NewPasswordRequired challenge, String newPassword, Map<String, String> attributes) {
    return signIn.setNewPassword(challenge, newPassword, attributes);
  }

  /**
   * Answers {@link CodeRequired}.
   *
   * @param challenge the challenge
   * @param code the code, digits only
   * @return the tokens, or the challenge that comes next
   * @throws UploadRefusedException {@code authentication-required} when Cognito refuses it
   * @throws io.uploadgrants.OverQuotaException when there were too many tries
   * @throws UploadConfigurationException as for {@link #authenticate}
   * @throws io.uploadgrants.IssuanceFailedException when Cognito can't be reached or fails
   */
  public Authentication submitCode(CodeRequired challenge, String code) {
    return signIn.submitCode(challenge, code);
  }

  /**
   * Answers {@link MfaSelection}.
   *
   * @param challenge the challenge
   * @param method one of its methods
   * @return the challenge that comes next
   * @throws UploadRefusedException {@code invalid-request} when the method isn't one of the
   *     challenge's; {@code authentication-required} when Cognito refuses it
   * @throws io.uploadgrants.OverQuotaException when there were too many tries
   * @throws UploadConfigurationException as for {@link #authenticate}
   * @throws io.uploadgrants.IssuanceFailedException when Cognito can't be reached or fails
   */
  public Authentication selectMfa(MfaSelection challenge, MfaMethod method) {
    return signIn.selectMfa(challenge, method);
  }

  /**
   * Gets new tokens for a refresh token.
   *
   * @param username {@link SignedIn#username()}; an alias such as an e-mail address doesn't do
   *     where the app client has a secret
   * @param refreshToken the refresh token, a secret
   * @return the tokens; the refresh token is {@code null} unless the client rotates them
   * @throws UploadRefusedException {@code authentication-required} when Cognito refuses it, for
   *     instance because the token has expired or was revoked
   * @throws io.uploadgrants.OverQuotaException when there were too many tries
   * @throws UploadConfigurationException as for {@link #authenticate}
   * @throws io.uploadgrants.IssuanceFailedException when Cognito can't be reached or fails
   */
  public SignedIn refresh(String username, String refreshToken) {
    return signIn.refresh(username, refreshToken);
  }

  /**
   * Revokes all refresh tokens of a user, of every app client. Access and ID tokens that are out
   * stay valid until they expire, for whoever only validates them, as {@link UserPoolTokens} does.
   * Signing out a user who doesn't exist does nothing.
   *
   * @param username the name that the pool has for the user
   * @throws UploadRefusedException {@code invalid-request} when it can't be a user's name
   * @throws io.uploadgrants.OverQuotaException when there were too many calls
   * @throws UploadConfigurationException when there is no such pool, or the AWS credentials may not
   *     sign out
   * @throws io.uploadgrants.IssuanceFailedException when Cognito can't be reached or fails
   */
  public void signOutEverywhere(String username) {
    signIn.signOutEverywhere(username);
  }

  /** Closes the client of Cognito, unless it was given. */
  @Override
  public void close() {
    client.close();
  }

  /** Builds a user pool. Not thread-safe. */
  public static final class Builder {

    private final UserPoolId pool;
    private final String clientId;
    private @Nullable String clientSecret;
    private @Nullable CognitoIdentityProviderClient cognito;
    private boolean rotating;
    private InstantSource clock = InstantSource.system();

    private Builder(UserPoolId pool, String clientId) {
      this.pool = Objects.requireNonNull(pool, "pool");
      this.clientId = clientId;
    }

    /**
     * Sets the app client's secret.
     *
     * @param clientSecret the secret, or {@code null} when the client has none
     * @return this builder
     * @throws UploadConfigurationException when it is empty or longer than 128 characters
     */
    public Builder clientSecret(@Nullable String clientSecret) {
      if (clientSecret != null && (clientSecret.isEmpty() || clientSecret.length() > 128)) {
        throw new UploadConfigurationException(
            "client-secret",
            "The app client's secret has %d characters; give the 1 to 128 that Cognito shows, or leave it out for a client without one.",
            clientSecret.length());
      }
      this.clientSecret = clientSecret;
      return this;
    }

    /**
     * Sets what calls Cognito; a client for the pool's region with the SDK's default credentials
     * and a limit of ten seconds for each call when not set, which {@link CognitoUserPool#close}
     * closes.
     *
     * @param client the client, which the application closes. Its retries hold for signing in and
     *     out and for refresh tokens that aren't rotated. Answers to challenges and rotations are
     *     sent once, whatever the client says, since their session, code or token is good for once;
     *     a retry that the application adds by itself, for instance as an HTTP client's, must leave
     *     them out too
     * @return this builder
     */
    public Builder client(CognitoIdentityProviderClient client) {
      this.cognito = Objects.requireNonNull(client, "client");
      return this;
    }

    /**
     * Says that the app client rotates refresh tokens, so that they are refreshed by {@code
     * GetTokensFromRefreshToken}.
     *
     * @param rotating whether it does; {@code false} when not set
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html">Refresh
     *     tokens</a>
     */
    public Builder rotatesRefreshTokens(boolean rotating) {
      this.rotating = rotating;
      return this;
    }

    /**
     * Sets the time; the system's when not set.
     *
     * @param clock tells the present
     * @return this builder
     */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Builds the user pool; nothing is called yet.
     *
     * @return the pool
     */
    public CognitoUserPool build() {
      return new CognitoUserPool(this);
    }
  }
}
