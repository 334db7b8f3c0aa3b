package io.uploadgrants.cognito;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Claims as Cognito has them. */
final class TestTokens {

  static final Instant NOW = CognitoStub.NOW;
  static final String ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/" + CognitoStub.POOL;
  static final String SUBJECT = "4f1c2a6e-1111-2222-3333-abcdefabcdef";

  private TestTokens() {}

  static JWTClaimsSet.Builder access() {
    return claims()
        .claim("token_use", "access")
        .claim("client_id", CognitoStub.CLIENT)
        .claim("username", "alice")
        .claim("scope", "aws.cognito.signin.user.admin");
  }

  static JWTClaimsSet.Builder id() {
    return claims()
        .claim("token_use", "id")
        .audience(CognitoStub.CLIENT)
        .claim("cognito:username", "alice")
        .claim("email", "alice@example.com");
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .subject(SUBJECT)
        .claim("cognito:groups", List.of("editors", "admins"))
        .issueTime(at(NOW.minusSeconds(60)))
        .expirationTime(at(NOW.plusSeconds(3_540)));
  }

  @SuppressWarnings("JavaUtilDate") // Nimbus' type
  static Date at(Instant moment) {
    return Date.from(moment);
  }
}
