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
 * @param identityPool Properties of the identity pool that issues credentials.
 */
@ConfigurationProperties("upload.cognito")
public record UploadCognitoProperties(
    @DefaultValue UserPool userPool, @DefaultValue IdentityPool identityPool) {

  /**
   * Properties of a user pool.
   *
   * @param id Id of the user pool whose bearer tokens identify the caller.
   * @param clientIds Ids of the app clients whose tokens are accepted.
   * @param tokenUse Use of the accepted tokens.
   * @param jwkSetUri URI of the pool's keys; the pool's own when not set.
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
   * @param roleArn ARN of the role that identities assume, limited by a session policy.
   * @param guestRoleArn ARN of the role that guests assume, limited by a session policy.
   * @param rolePrefix Prefix that the pool's own role is limited to, where no role is set.
   * @param maxDuration Maximum session duration of the roles; one hour when not set.
   * @param developerProvider Name under which the pool knows the application's own users.
   * @param guests Whether guests get credentials.
   * @param loginProviders Identity providers whose tokens are accepted.
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
