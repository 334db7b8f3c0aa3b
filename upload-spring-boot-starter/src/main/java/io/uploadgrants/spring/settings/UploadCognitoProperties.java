package io.uploadgrants.spring.settings;

import io.uploadgrants.cognito.TokenUse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of Cognito.
 *
 * @param userPool Properties of the user pool that callers log in to.
 * @param identityPool Properties of the identity pool that credentials come from.
 */
@ConfigurationProperties("upload.cognito")
public record UploadCognitoProperties(
    @DefaultValue UserPool userPool, @DefaultValue IdentityPool identityPool) {

  /**
   * Properties of a user pool.
   *
   * @param id Id of the user pool whose bearer tokens say who asks.
   * @param clientIds Ids of the app clients whose tokens are accepted.
   * @param tokenUse What the accepted tokens are for.
   * @param jwkSetUri Place of the pool's keys, where it isn't the pool's own.
   */
  public record UserPool(
      @Nullable String id,
      @DefaultValue List<String> clientIds,
      @DefaultValue("access") TokenUse tokenUse,
      @Nullable URI jwkSetUri) {}

  /**
   * Properties of an identity pool.
   *
   * @param id Id of the identity pool whose identities get temporary credentials.
   * @param roleArn ARN of the role that identities assume, below a session policy.
   * @param guestRoleArn ARN of the role that guests assume, likewise.
   * @param rolePrefix Prefix that the pool's own role is bound to, where no role is named.
   * @param maxDuration Greatest life of the roles' sessions; one hour when not set.
   * @param developerProvider Name under which the pool knows the application's own users.
   * @param guests Whether guests get credentials.
   * @param loginProviders Providers whose tokens requests may bring.
   */
  public record IdentityPool(
      @Nullable String id,
      @Nullable String roleArn,
      @Nullable String guestRoleArn,
      @Nullable String rolePrefix,
      @Nullable Duration maxDuration,
      @Nullable String developerProvider,
      boolean guests,
      @DefaultValue List<String> loginProviders) {}
}
