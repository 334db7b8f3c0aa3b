package io.uploadgrants.spring.login;

import com.nimbusds.jwt.SignedJWT;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.cognito.UserPoolTokens;
import io.uploadgrants.servlet.BearerTokens;
import io.uploadgrants.servlet.SubjectResolver;
import io.uploadgrants.servlet.UploadRequestCustomizer;
import io.uploadgrants.spring.UploadClock;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.servlet.UploadServletAutoConfiguration;
import io.uploadgrants.spring.settings.LocalSettings;
import io.uploadgrants.spring.settings.UploadCognitoProperties;
import io.uploadgrants.sts.LoginProvider;
import java.security.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for callers who bring a token of a Cognito user pool along. */
@AutoConfiguration(
    after = {UploadAutoConfiguration.class, UploadJwtAutoConfiguration.class},
    before = UploadServletAutoConfiguration.class)
@ConditionalOnClass(SignedJWT.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty("upload.cognito.user-pool.id")
@EnableConfigurationProperties(UploadCognitoProperties.class)
public final class UploadUserPoolAutoConfiguration {

  /** Properties whose names aren't the core's. */
  private static final Map<String, String> NAMES =
      Map.of(
          "user-pool-id", "cognito.user-pool.id",
          "client-id", "cognito.user-pool.client-ids",
          "jwks-uri", "cognito.user-pool.jwk-set-uri");

  UploadUserPoolAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  UserPoolTokens uploadUserPoolTokens(
      UploadCognitoProperties properties, @UploadClock ObjectProvider<InstantSource> clock) {
    UploadCognitoProperties.UserPool pool = properties.userPool();
    List<String> clients = pool.clientIds();
    if (clients.isEmpty()) {
      throw new UploadConfigurationException(
          "cognito.user-pool.client-ids",
          "The user pool '%s' is set up without app clients, and tokens of any client would be accepted; name those of this application.",
          pool.id());
    }
    return LocalSettings.below("cognito.user-pool", NAMES, () -> tokens(pool, clients, clock));
  }

  private static UserPoolTokens tokens(
      UploadCognitoProperties.UserPool pool,
      List<String> clients,
      ObjectProvider<InstantSource> clock) {
    UserPoolTokens.Builder tokens =
        UserPoolTokens.of(String.valueOf(pool.id()), clients.get(0)).tokenUse(pool.tokenUse());
    clients.forEach(tokens::clientId);
    PropertyMapper.get().from(pool::jwkSetUri).to(tokens::jwksUri);
    clock.ifAvailable(tokens::clock);
    return tokens.build();
  }

  /** Takes the place of Spring Security's tokens where that isn't there. */
  @Bean
  @ConditionalOnMissingBean
  LoginTokens uploadLoginTokens(UserPoolTokens tokens) {
    return new LoginTokens() {
      @Override
      public String subjectOf(String token) {
        return tokens.verify(token).subject();
      }

      @Override
      public @Nullable String tokenOf(Principal login) {
        return null;
      }
    };
  }

  @Bean
  @ConditionalOnMissingBean(SubjectResolver.class)
  UserPoolSubjects uploadSubjectResolver(LoginTokens tokens) {
    return new UserPoolSubjects(tokens);
  }

  /** Hands on the token that says who asks, and no other that a request may have. */
  @Bean
  @ConditionalOnBean(name = "uploadSubjectResolver")
  @ConditionalOnProperty(name = "upload.cognito.user-pool.token-use", havingValue = "id")
  UploadRequestCustomizer uploadUserPoolLogin(
      UploadCognitoProperties properties, LoginTokens tokens) {
    String provider =
        LocalSettings.below(
            "cognito.user-pool",
            Map.of("login-provider", "cognito.user-pool.id"),
            () -> LoginProvider.userPool(String.valueOf(properties.userPool().id())).name());
    return (upload, request) -> {
      Principal login = request.getUserPrincipal();
      if (login != null) {
        String token = tokens.tokenOf(login);
        if (token != null) {
          upload.login(provider, token);
        }
        return;
      }
      String token = BearerTokens.of(request);
      if (token != null) {
        upload.login(provider, token);
      }
    };
  }
}
