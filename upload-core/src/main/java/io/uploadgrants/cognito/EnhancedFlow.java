package io.uploadgrants.cognito;

import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.iam.IdentityPoolId;
import io.uploadgrants.iam.RoleArn;
import io.uploadgrants.sts.IssuedCredentials;
import io.uploadgrants.sts.IssuedSession;
import io.uploadgrants.sts.SessionRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityResponse;

/**
 * {@code GetCredentialsForIdentity}: Cognito assumes the pool's role, and only its own policy
 * bounds the credentials.
 *
 * @param rolePrefix what the role's policy has before the identity, without its {@code /}
 * @param customRole a role other than the pool's, or {@code null}
 */
record EnhancedFlow(String rolePrefix, @Nullable RoleArn customRole) implements SessionFlow {

  /** What Cognito asks STS for; it can't be told otherwise. */
  private static final Duration LIFE = Duration.ofHours(1);

  @Override
  public void check(UploadProfile profile) {
    if (!profile.keys().equals(ObjectKeyPolicy.folder(rolePrefix))) {
      throw otherPrefix(profile.name());
    }
  }

  /** Once more, since sessions can also be asked for without a profile. */
  @Override
  public void check(SessionRequest request, IdentityPoolId pool) {
    if (!request.key().equals(rolePrefix + "/")) {
      throw otherPrefix(request.profile());
    }
  }

  private UploadConfigurationException otherPrefix(String profile) {
    return new UploadConfigurationException(
        "profiles." + profile + ".keys",
        "Profile '%s' doesn't have the keys ObjectKeyPolicy.folder(\"%s\"). The enhanced flow has no session policy, and the identity pool's role is declared to be limited to '%s/', so nobody would enforce another key. Give the profile these keys, or use the basic flow.",
        profile,
        rolePrefix,
        rolePrefix);
  }

  @Override
  public IssuedSession issue(IdentityPool pool, Identity identity, CredentialExchange exchange) {
    GetCredentialsForIdentityResponse answer =
        pool.client()
            .getCredentialsForIdentity(
                get ->
                    get.identityId(identity.id())
                        .logins(identity.logins())
                        .customRoleArn(asked(identity))
                        .overrideConfiguration(exchange.left()));
    Credentials issued = IdentityPoolResponses.part(answer.credentials(), "credentials");
    return IdentityPoolResponses.session(
        new IssuedCredentials(
            issued.accessKeyId(), issued.secretKey(), issued.sessionToken(), issued.expiration()),
        exchange.request().key(),
        // Whose credentials these are; it may be another than was asked for.
        IdentityPoolResponses.identityId(answer.identityId(), pool.id()));
  }

  private @Nullable String asked(Identity identity) {
    return identity.guest() || customRole == null ? null : customRole.arn();
  }

  @Override
  public Duration shortest() {
    return LIFE;
  }

  @Override
  public Duration longest() {
    return LIFE;
  }

  @Override
  public String durationRule() {
    return "Cognito's enhanced flow makes sessions of one hour, no shorter and no longer.";
  }

  @Override
  public boolean takesPolicy() {
    return false;
  }
}
