package io.uploadgrants.spring;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.cognito.UserPoolTokens;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/** Tokens as Spring Security knows them, read by the application's decoder where it has one. */
final class JwtLoginTokens implements LoginTokens {

  private final @Nullable JwtDecoder decoder;
  private final UserPoolJwtValidator validator;
  private final UserPoolTokens tokens;

  JwtLoginTokens(
      @Nullable JwtDecoder decoder, UserPoolJwtValidator validator, UserPoolTokens tokens) {
    this.decoder = decoder;
    this.validator = validator;
    this.tokens = tokens;
  }

  @Override
  public String subjectOf(String token) {
    if (decoder == null) {
      return tokens.verify(token).subject();
    }
    Jwt jwt = decode(decoder, token);
    String subject = jwt.getSubject();
    // The decoder may be one that knows nothing of Cognito's claims.
    if (subject == null || validator.validate(jwt).hasErrors()) {
      throw refused();
    }
    return subject;
  }

  private static Jwt decode(JwtDecoder decoder, String token) {
    try {
      return decoder.decode(token);
    } catch (BadJwtException invalid) {
      // Its text may repeat what the token says.
      throw refused();
    } catch (JwtException | JwtDecoderInitializationException unavailable) {
      throw new IssuanceFailedException(
          "The token couldn't be checked, as the decoder can't have the keys that it needs; ask again later, and see that this host reaches its issuer.",
          unavailable);
    }
  }

  private static UploadRefusedException refused() {
    return new UploadRefusedException(
        ErrorCode.AUTHENTICATION_REQUIRED,
        "The token isn't a valid one of this application's user pool, or has expired; sign in or refresh, and send the new token.",
        null,
        null);
  }

  @Override
  public @Nullable String tokenOf(Principal login) {
    return login instanceof Authentication authentication
            && authentication.getCredentials() instanceof Jwt jwt
            && !validator.validate(jwt).hasErrors()
        ? jwt.getTokenValue()
        : null;
  }
}
