package io.uploadgrants.spring.login;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.cognito.UserPoolTokens;
import java.net.URL;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AbstractOAuth2Token;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/** Tokens as Spring Security knows them, read by the application's decoder where it has one. */
final class JwtLoginTokens implements LoginTokens {

  private final @Nullable JwtDecoder decoder;
  private final UserPoolTokens tokens;

  JwtLoginTokens(@Nullable JwtDecoder decoder, UserPoolTokens tokens) {
    this.decoder = decoder;
    this.tokens = tokens;
  }

  @Override
  public String subjectOf(String token) {
    if (decoder == null) {
      return tokens.verify(token).subject();
    }
    // The decoder may be one that knows nothing of Cognito's claims.
    return tokens.verifyClaims(claims(decode(decoder, token))).subject();
  }

  private static Jwt decode(JwtDecoder decoder, String token) {
    try {
      return decoder.decode(token);
    } catch (BadJwtException invalid) {
      // Its text may repeat what the token says.
      throw refused();
    } catch (JwtException | JwtDecoderInitializationException unavailable) {
      throw new IssuanceFailedException(
          "The token couldn't be checked, because the decoder couldn't get the keys that it needs; try"
              + " again later, and check that this host reaches its issuer.",
          unavailable);
    }
  }

  private static UploadRefusedException refused() {
    return new UploadRefusedException(
        ErrorCode.AUTHENTICATION_REQUIRED,
        "The token isn't a valid one of this application's user pool, or has expired; sign in or"
            + " refresh, and send the new token.",
        null,
        null);
  }

  /** A JWT's claims are checked, and any other token is read as one that nobody has checked. */
  @Override
  public @Nullable String tokenOf(Principal login) {
    if (!(login instanceof Authentication authentication)) {
      return null;
    }
    AbstractOAuth2Token token = tokenIn(authentication.getCredentials());
    token = token == null ? tokenIn(authentication.getPrincipal()) : token;
    if (token == null) {
      return null;
    }
    if (token instanceof Jwt jwt) {
      tokens.verifyClaims(claims(jwt));
    } else {
      subjectOf(token.getTokenValue());
    }
    return token.getTokenValue();
  }

  private static @Nullable AbstractOAuth2Token tokenIn(@Nullable Object shown) {
    return shown instanceof AbstractOAuth2Token token ? token : null;
  }

  private static Map<String, Object> claims(Jwt jwt) {
    Map<String, Object> claims = new HashMap<>(jwt.getClaims());
    // Where a converter has made a URL of it.
    claims.computeIfPresent(
        "iss", (name, issuer) -> issuer instanceof URL url ? url.toString() : issuer);
    return claims;
  }
}
