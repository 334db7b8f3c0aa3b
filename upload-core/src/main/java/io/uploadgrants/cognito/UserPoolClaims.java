package io.uploadgrants.cognito;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import io.uploadgrants.iam.UserPoolId;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the claims of a token whose signature is right.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">Verifying
 *     JSON web tokens</a>
 */
final class UserPoolClaims extends DefaultJWTClaimsVerifier<SecurityContext> {

  static final Duration SKEW = Duration.ofSeconds(60);

  private static final int MAX_TEXT = 1_024;

  private final TokenUse use;
  private final Set<String> clientIds;
  private final InstantSource clock;

  UserPoolClaims(UserPoolId pool, TokenUse use, Set<String> clientIds, InstantSource clock) {
    super(
        new JWTClaimsSet.Builder().issuer(pool.issuer()).claim("token_use", use.claim()).build(),
        Set.of("sub", "exp", use.usernameClaim(), use == TokenUse.ID ? "aud" : "client_id"));
    setMaxClockSkew((int) SKEW.toSeconds());
    this.use = use;
    this.clientIds = clientIds;
    this.clock = clock;
  }

  @Override
  public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
      throws BadJWTException {
    super.verify(claims, context);
    read(claims);
  }

  /** Returns what the claims say, none of which is missing or of another client. */
  UserPoolToken read(JWTClaimsSet claims) throws BadJWTException {
    try {
      List<String> groups = claims.getStringListClaim("cognito:groups");
      return new UserPoolToken(
          text(claims.getSubject()),
          text(claims.getStringClaim(use.usernameClaim())),
          groups == null ? List.of() : groups.stream().filter(Objects::nonNull).toList(),
          use,
          client(claims),
          expiry(claims));
    } catch (ParseException otherType) {
      throw new BadJWTException("A claim has another type");
    }
  }

  private String client(JWTClaimsSet claims) throws BadJWTException, ParseException {
    List<String> audience =
        use == TokenUse.ID
            ? claims.getAudience()
            : List.of(text(claims.getStringClaim("client_id")));
    if (audience.size() != 1 || !clientIds.contains(audience.get(0))) {
      throw new BadJWTException("Another client's token");
    }
    return audience.get(0);
  }

  private static String text(@Nullable String claim) throws BadJWTException {
    if (claim == null || claim.isBlank() || claim.length() > MAX_TEXT) {
      throw new BadJWTException("A claim is empty or too long");
    }
    return claim;
  }

  @SuppressWarnings("JavaUtilDate") // Nimbus' type
  private static Instant expiry(JWTClaimsSet claims) throws BadJWTException {
    Date expiry = claims.getExpirationTime();
    if (expiry == null) {
      throw new BadJWTException("No expiry");
    }
    return expiry.toInstant();
  }

  @Override
  @SuppressWarnings("JavaUtilDate") // Nimbus' type
  protected Date currentTime() {
    return Date.from(clock.instant());
  }
}
