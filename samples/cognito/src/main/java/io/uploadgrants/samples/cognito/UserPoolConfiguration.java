package io.uploadgrants.samples.cognito;

import io.uploadgrants.cognito.CognitoUserPool;
import io.uploadgrants.spring.settings.UploadCognitoProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** What the starter leaves to the application: how its users log in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UploadCognitoProperties.class)
class UserPoolConfiguration {

  @Bean
  CognitoUserPool userPool(
      UploadCognitoProperties properties,
      @Value("${sample.client-secret:#{null}}") @Nullable String clientSecret,
      ObjectProvider<CognitoIdentityProviderClient> client) {
    UploadCognitoProperties.UserPool pool = properties.userPool();
    // Without pool or client the starter has refused to start.
    CognitoUserPool.Builder builder =
        CognitoUserPool.of(String.valueOf(pool.id()), pool.clientIds().get(0))
            .clientSecret(clientSecret);
    client.ifAvailable(builder::client);
    return builder.build();
  }
}
