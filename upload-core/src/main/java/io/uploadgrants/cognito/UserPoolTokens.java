package io.uploadgrants.cognito;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.iam.UserPoolId;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validates the tokens of a user pool: who is asking, when a client sends its token along.
 * Thread-safe and meant to be shared.
 *
 * <pre>{@code
 * UserPoolTokens tokens = UserPoolTokens.of("eu-west-1_AbCdEf123", "1h57kf5cpq17m0eml12EXAMPLE").build();
 * SubjectResolver.bearerToken(token -> tokens.verify(token).subject())
 * }</pre>
 *
 * <p>A token is accepted when one of the pool's keys has signed it by RS256, it was issued by the
 * pool, to a client that is named here, for the use that is set here, and isn't expired, with 60
 * seconds of skew. Keys that a token brings or points to ({@code jwk}, {@code jku}, {@code x5c},
 * {@code x5u}) are never looked at. Tokens that name no user, as the flow of client credentials
 * makes them, are refused.
 *
 * <p>The pool's keys are fetched when first needed and every five minutes, and at once for a token
 * whose key is unknown, but not more than twice in half a minute, and each time within five seconds
 * in all; what an endpoint that fails has told before is used for a day, and while it is slow. A
 * user who is signed out or deleted stays valid here until the token expires.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">Verifying
 *     JSON web tokens</a>
 */
public final class UserPoolTokens {

  /** Longer than Cognito's get; looked at before anything is decoded. */
  private static final int MAX_LENGTH = 20_000;

  private static final Pattern COMPACT_JWS =
      Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");

  private static final Logger LOG = LoggerFactory.getLogger(UserPoolTokens.class);

  private final TokenUse use;
  private final UserPoolClaims claims;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  private UserPoolTokens(Builder builder) {
    this.use = builder.use;
    this.claims =
        new UserPoolClaims(builder.pool, builder.use, Set.copyOf(builder.clientIds), builder.clock);
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256,
            new UserPoolKeys(
                new JwksEndpoint(builder.endpoint(), builder.deadline),
                builder.clock,
                builder.patience)));
    processor.setJWTClaimsSetVerifier(claims);
  }

  /**
   * Starts the validation of a pool's tokens.
   *
   * @param userPoolId for instance {@code eu-west-1_AbCdEf123}
   * @param clientId the id of the app client whose tokens are accepted
   * @return a builder; without further settings it accepts access tokens
   * @throws UploadConfigurationException when either can't be such an id
   */
  public static Builder of(String userPoolId, String clientId) {
    return of(UserPoolId.of(userPoolId), clientId);
  }

  /**
   * Starts the validation of a pool's tokens.
   *
   * @param pool the pool's id
   * @param clientId the id of the app client whose tokens are accepted
   * @return a builder; without further settings it accepts access tokens
   * @throws UploadConfigurationException when that can't be a client's id
   */
  public static Builder of(UserPoolId pool, String clientId) {
    return new Builder(pool).clientId(clientId);
  }

  /**
   * Validates a token.
   *
   * @param token the token as the client sent it; anything longer than 20,000 characters is refused
   *     unread
   * @return what it says
   * @throws UploadRefusedException {@code authentication-required} when it isn't accepted, with the
   *     same text whatever the reason
   * @throws IssuanceFailedException when the pool's keys were never fetched and can't be, or the
   *     token's key is unknown while new ones are late
   */
  public UserPoolToken verify(String token) {
    if (token.length() > MAX_LENGTH || !COMPACT_JWS.matcher(token).matches()) {
      throw refused("it isn't a signed JWT");
    }
    SignedJWT signed = parsed(token);
    try {
      return claims.read(processor.process(signed, null));
    } catch (KeySourceException unavailable) {
      throw new IssuanceFailedException(
          "The user pool's keys couldn't be fetched in time, so the token can't be checked; try again later,"
              + " and check that this host reaches the pool's JWKS endpoint.",
          unavailable);
    } catch (BadJOSEException | JOSEException reason) {
      // Nimbus' texts repeat what the token says; its types say enough.
      throw refused(reason.getClass().getSimpleName());
    }
  }

  /**
   * Validates the claims of a token whose signature somebody else has verified, such as a framework
   * that logged the caller in: pool, client, use, user and expiry, by the same rules.
   *
   * @param given the claims by name: texts, lists of texts, and times as seconds or {@link Instant}
   * @return what they say
   * @throws UploadRefusedException {@code authentication-required} as {@link #verify} does
   */
  public UserPoolToken verifyClaims(Map<String, ?> given) {
    JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
    given.forEach(
        (name, value) ->
            set.claim(name, value instanceof Instant time ? time.getEpochSecond() : value));
    try {
      claims.verify(set.build(), null);
      return claims.read(set.build());
    } catch (BadJWTException reason) {
      throw refused(reason.getClass().getSimpleName());
    }
  }

  private SignedJWT parsed(String token) {
    try {
      return SignedJWT.parse(token);
    } catch (ParseException | RuntimeException malformed) {
      // Unchecked too: on JSON such as null, Nimbus fails by others than its own.
      throw refused(malformed.getClass().getSimpleName());
    }
  }

  private UploadRefusedException refused(String reason) {
    LOG.debug("A token was refused: {}", reason);
    return new UploadRefusedException(
        ErrorCode.AUTHENTICATION_REQUIRED,
        ErrorText.of(
            "The token isn't a valid %s of this application's user pool, or has expired; sign in or refresh, and send the new %s.",
            use.title(), use.title()),
        null,
        null);
  }

  /** Builds the validation. Not thread-safe. */
  public static final class Builder {

    private final UserPoolId pool;
    private final Set<String> clientIds = new LinkedHashSet<>();
    private TokenUse use = TokenUse.ACCESS;
    private @Nullable URI jwksUri;
    private InstantSource clock = InstantSource.system();
    private Duration deadline = JwksEndpoint.DEADLINE;
    private Duration patience = UserPoolKeys.PATIENCE;

    private Builder(UserPoolId pool) {
      this.pool = Objects.requireNonNull(pool, "pool");
    }

    /**
     * Accepts the tokens of one more app client.
     *
     * @param clientId its id
     * @return this builder
     * @throws UploadConfigurationException when it can't be a client's id
     */
    public Builder clientId(String clientId) {
      clientIds.add(AppClient.checkedId(clientId));
      return this;
    }

    /**
     * Sets which tokens are accepted; {@link TokenUse#ACCESS} when not set.
     *
     * @param tokenUse the only use that is accepted
     * @return this builder
     */
    public Builder tokenUse(TokenUse tokenUse) {
      this.use = Objects.requireNonNull(tokenUse, "tokenUse");
      return this;
    }

    /**
     * Sets where the pool's keys are, for tests and proxies; at the pool's issuer when not set.
     *
     * @param jwksUri an absolute https URI, or http to this host
     * @return this builder
     * @throws UploadConfigurationException when it is another
     */
    public Builder jwksUri(URI jwksUri) {
      String host = jwksUri.getHost();
      boolean here =
          host != null && host.matches("localhost|\\[::1]|127\\.[0-9]+\\.[0-9]+\\.[0-9]+");
      boolean safe =
          host != null
              && ("https".equals(jwksUri.getScheme())
                  || "http".equals(jwksUri.getScheme()) && here);
      if (!safe) {
        throw new UploadConfigurationException(
            "jwks-uri",
            "The keys of a user pool would come from '%s://%s'; anyone who can alter them on the way can sign in as any user. Give an https URI, or http to localhost.",
            jwksUri.getScheme(),
            host);
      }
      this.jwksUri = jwksUri;
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

    private URI endpoint() {
      return jwksUri == null ? URI.create(pool.issuer() + "/.well-known/jwks.json") : jwksUri;
    }

    /**
     * Sets how long a response of the endpoint may take, and how long to wait for it when there are
     * known keys.
     */
    Builder waits(Duration deadline, Duration patience) {
      this.deadline = deadline;
      this.patience = patience;
      return this;
    }

    /**
     * Builds the validation; nothing is fetched yet.
     *
     * @return the validation
     */
    public UserPoolTokens build() {
      return new UserPoolTokens(this);
    }
  }
}
