package io.uploadgrants.spring.login;

import io.uploadgrants.cognito.TokenUse;
import io.uploadgrants.iam.UserPoolId;
import io.uploadgrants.spring.settings.UploadCognitoProperties;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Accepts the tokens of one user pool that are for the use and the clients of this application.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">Verifying
 *     JSON web tokens</a>
 */
final class UserPoolJwtValidator implements OAuth2TokenValidator<Jwt> {

  private final String issuer;
  private final TokenUse use;
  private final Set<String> clients;

  UserPoolJwtValidator(UploadCognitoProperties.UserPool pool) {
    this.issuer = UserPoolId.of(String.valueOf(pool.id()), "cognito.user-pool.id").issuer();
    this.use = pool.tokenUse();
    this.clients = Set.copyOf(pool.clientIds());
  }

  boolean issued(Jwt jwt) {
    Object given = jwt.getClaims().get("iss");
    return given != null && given.toString().equals(issuer);
  }

  @Override
  public OAuth2TokenValidatorResult validate(Jwt jwt) {
    boolean valid =
        issued(jwt)
            && use.name().toLowerCase(Locale.ROOT).equals(jwt.getClaims().get("token_use"))
            && clients.contains(clientOf(jwt));
    return valid
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(
            new OAuth2Error(
                OAuth2ErrorCodes.INVALID_TOKEN,
                "The token is of another user pool, for another use, or of another client.",
                null));
  }

  /** Access tokens have no audience; ID tokens have one, their client, and no other besides it. */
  private Object clientOf(Jwt jwt) {
    if (use == TokenUse.ACCESS) {
      return jwt.getClaims().getOrDefault("client_id", "");
    }
    List<String> audience = jwt.getAudience();
    return audience == null || audience.size() != 1 ? "" : audience.get(0);
  }
}
