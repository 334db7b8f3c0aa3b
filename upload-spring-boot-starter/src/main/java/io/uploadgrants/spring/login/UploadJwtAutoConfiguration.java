package io.uploadgrants.spring.login;

import com.nimbusds.jwt.SignedJWT;
import io.uploadgrants.cognito.UserPoolTokens;
import io.uploadgrants.spring.settings.UploadCognitoProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Auto-configuration for tokens of a user pool where Spring Security's resource server reads them.
 */
@AutoConfiguration(before = UploadUserPoolAutoConfiguration.class)
@ConditionalOnClass({JwtDecoder.class, SignedJWT.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty("upload.cognito.user-pool.id")
@EnableConfigurationProperties(UploadCognitoProperties.class)
public final class UploadJwtAutoConfiguration {

  UploadJwtAutoConfiguration() {}

  /**
   * Spring Boot hands it to the decoder that it makes: Cognito's access tokens have no audience, so
   * those of every client of the pool would pass. Tokens of other issuers are left to the decoder.
   */
  @Bean
  OAuth2TokenValidator<Jwt> uploadUserPoolValidator(UploadCognitoProperties properties) {
    UserPoolJwtValidator validator = new UserPoolJwtValidator(properties.userPool());
    return jwt ->
        validator.issued(jwt) ? validator.validate(jwt) : OAuth2TokenValidatorResult.success();
  }

  @Bean
  @ConditionalOnMissingBean
  LoginTokens uploadLoginTokens(ObjectProvider<JwtDecoder> decoder, UserPoolTokens tokens) {
    return new JwtLoginTokens(decoder.getIfUnique(), tokens);
  }
}
