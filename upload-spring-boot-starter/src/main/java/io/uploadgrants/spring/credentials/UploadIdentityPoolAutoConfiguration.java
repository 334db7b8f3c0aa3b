package io.uploadgrants.spring.credentials;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.cognito.CognitoIdentityStrategy;
import io.uploadgrants.cognito.TokenUse;
import io.uploadgrants.spring.autoconfigure.AwsClients;
import io.uploadgrants.spring.autoconfigure.GrantStrategies;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.settings.ConditionalOnUploadProfile;
import io.uploadgrants.spring.settings.LocalSettings;
import io.uploadgrants.spring.settings.UploadCognitoProperties;
import io.uploadgrants.spring.settings.UploadStsProperties;
import io.uploadgrants.sts.LoginProvider;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Auto-configuration for temporary credentials of a Cognito identity pool. */
@AutoConfiguration(after = UploadAutoConfiguration.class)
@ConditionalOnClass({CognitoIdentityClient.class, StsClient.class, Caffeine.class})
@ConditionalOnProperty("upload.cognito.identity-pool.id")
@ConditionalOnUploadProfile
@EnableConfigurationProperties({UploadCognitoProperties.class, UploadStsProperties.class})
public final class UploadIdentityPoolAutoConfiguration {

  private static final String CLIENT = "uploadCognitoIdentityClient";
  private static final String STS_CLIENT = "uploadIdentityPoolStsClient";

  /** Properties whose names aren't the core's. */
  private static final Map<String, String> NAMES =
      Map.of(
          "identity-pool-id", "cognito.identity-pool.id",
          "role", "cognito.identity-pool.role-arn",
          "guest-role", "cognito.identity-pool.guest-role-arn",
          "logins", "cognito.identity-pool.login-providers",
          "login-provider", "cognito.identity-pool.login-providers",
          "user-pool-id", "cognito.user-pool.id",
          "max-sessions", "sts.max-sessions",
          "renew-below", "sts.renew-below",
          "timeout", "sts.timeout");

  UploadIdentityPoolAutoConfiguration() {}

  /** For uploads alone: whoever injects a CognitoIdentityClient doesn't get this one. */
  @Bean(name = CLIENT, defaultCandidate = false)
  @ConditionalOnMissingBean
  CognitoIdentityClient uploadCognitoIdentityClient(
      AwsClients clients, UploadCognitoProperties properties) {
    String id = String.valueOf(properties.identityPool().id());
    // The pool's region is the id's first part; what is no id, the strategy refuses.
    Region region = id.contains(":") ? Region.of(id.split(":", 2)[0]) : clients.region();
    return clients.set(CognitoIdentityClient.builder(), region, null).build();
  }

  @Bean(name = STS_CLIENT, defaultCandidate = false)
  @ConditionalOnMissingBean
  @ConditionalOnProperty("upload.cognito.identity-pool.role-arn")
  StsClient uploadIdentityPoolStsClient(AwsClients clients, UploadStsProperties properties) {
    return UploadStsAutoConfiguration.client(clients, properties);
  }

  @Bean(GrantStrategies.OF_COGNITO)
  @ConditionalOnMissingBean
  CognitoIdentityStrategy uploadCognitoIdentityStrategy(
      UploadCognitoProperties properties,
      UploadStsProperties kept,
      ObjectProvider<CognitoIdentityClient> own,
      @Qualifier(CLIENT) ObjectProvider<CognitoIdentityClient> made,
      ObjectProvider<StsClient> ownSts,
      @Qualifier(STS_CLIENT) ObjectProvider<StsClient> madeSts) {
    requireOneFlow(properties.identityPool());
    return LocalSettings.below(
        "cognito.identity-pool",
        NAMES,
        () ->
            strategy(
                properties,
                kept,
                own.getIfAvailable(made::getObject),
                () -> ownSts.getIfAvailable(madeSts::getObject)));
  }

  private static CognitoIdentityStrategy strategy(
      UploadCognitoProperties properties,
      UploadStsProperties kept,
      CognitoIdentityClient client,
      Supplier<StsClient> sts) {
    UploadCognitoProperties.IdentityPool pool = properties.identityPool();
    CognitoIdentityStrategy.Builder strategy =
        CognitoIdentityStrategy.of(String.valueOf(pool.id()))
            .client(client)
            .sessions(sessions -> UploadStsAutoConfiguration.keep(sessions, kept));
    String role = pool.roleArn();
    String rolePrefix = pool.rolePrefix();
    if (role != null) {
      strategy.basicFlow(role, sts.get());
    } else if (rolePrefix != null) {
      strategy.enhancedFlow(rolePrefix);
    }
    PropertyMapper map = PropertyMapper.get();
    map.from(pool::maxDuration).to(strategy::maxDuration);
    map.from(pool::guests).whenTrue().toCall(strategy::guests);
    map.from(pool::guestRoleArn).to(strategy::guests);
    map.from(pool::developerProvider).to(strategy::developerProvider);
    pool.loginProviders().stream().map(LoginProviders::named).forEach(strategy::logins);
    UploadCognitoProperties.UserPool users = properties.userPool();
    if (users.id() != null && users.tokenUse() == TokenUse.ID) {
      strategy.logins(LoginProvider.userPool(users.id()));
    }
    return strategy.build();
  }

  private static void requireOneFlow(UploadCognitoProperties.IdentityPool pool) {
    String role = pool.roleArn();
    String rolePrefix = pool.rolePrefix();
    if ((role == null) == (rolePrefix == null)) {
      throw new UploadConfigurationException(
          "cognito.identity-pool.role-arn",
          "The identity pool has %s of 'role-arn' (the basic flow, bounded by a session policy) and 'role-prefix' (the enhanced flow, bounded by the pool's own role); set one of them.",
          role == null ? "none" : "both");
    }
    if (role == null && (pool.guestRoleArn() != null || pool.maxDuration() != null)) {
      throw new UploadConfigurationException(
          "cognito.identity-pool.role-arn",
          "The identity pool has a 'guest-role-arn' or a 'max-duration', which only the basic flow knows; name its role by 'role-arn' instead of 'role-prefix', or remove them.");
    }
  }
}
