package io.uploadgrants.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadRefusedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims whose signature a framework has verified. */
class VerifiedClaimsTests {

  private static final Instant EXPIRY = TestTokens.NOW.plusSeconds(3_540);

  private final UserPoolTokens tokens =
      UserPoolTokens.of(CognitoStub.POOL, CognitoStub.CLIENT).clock(() -> TestTokens.NOW).build();

  /** As a framework hands them on: times as its own type. */
  private static Map<String, Object> claims() {
    Map<String, Object> claims = new HashMap<>(TestTokens.access().build().getClaims());
    claims.put("iat", TestTokens.NOW);
    claims.put("exp", EXPIRY);
    return claims;
  }

  private void assertRefused(Map<String, Object> claims) {
    assertThatThrownBy(() -> tokens.verifyClaims(claims))
        .isInstanceOf(UploadRefusedException.class)
        .extracting(reason -> ((UploadRefusedException) reason).code())
        .isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
  }

  @Test
  void theySayWhoIsAsking() {
    assertThat(tokens.verifyClaims(claims()))
        .isEqualTo(
            new UserPoolToken(
                TestTokens.SUBJECT,
                "alice",
                List.of("editors", "admins"),
                TokenUse.ACCESS,
                CognitoStub.CLIENT,
                EXPIRY));
    assertThat(tokens.verifyClaims(TestTokens.access().build().toJSONObject()).expiresAt())
        .isEqualTo(EXPIRY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "sub", "exp", "token_use", "client_id", "username"})
  void noneMayBeMissing(String claim) {
    Map<String, Object> claims = claims();
    claims.remove(claim);

    assertRefused(claims);
  }

  @ParameterizedTest
  @CsvSource({
    "iss, https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Another12",
    "token_use, id",
    "client_id, another",
    "username, ''",
    "exp, tomorrow"
  })
  void noneMayBeAnothers(String claim, String value) {
    Map<String, Object> claims = claims();
    claims.put(claim, value);

    assertRefused(claims);
  }

  @Test
  void theyExpire() {
    Map<String, Object> claims = claims();
    claims.put("exp", TestTokens.NOW.minusSeconds(60));

    assertRefused(claims);
  }
}
