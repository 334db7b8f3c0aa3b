package io.uploadgrants.cognito;

import io.uploadgrants.UploadProfile;
import io.uploadgrants.aws.StsLimits;
import io.uploadgrants.iam.IdentityPoolId;
import io.uploadgrants.iam.RoleArn;
import io.uploadgrants.iam.SessionName;
import io.uploadgrants.sts.IssuedCredentials;
import io.uploadgrants.sts.IssuedSession;
import io.uploadgrants.sts.SessionRequest;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * {@code GetOpenIdToken}, then {@code AssumeRoleWithWebIdentity} with our session policy.
 *
 * @param role the role of identities with a login, or {@code null} when there are none
 * @param guestRole the role of those without, or {@code null} when there are none
 * @param sts what assumes it
 * @param longest the roles' {@code MaxSessionDuration}
 */
record BasicFlow(
    @Nullable RoleArn role, @Nullable RoleArn guestRole, StsClient sts, Duration longest)
    implements SessionFlow {

  private static final String ANY_UUID = "00000000-0000-0000-0000-000000000000";

  /** The session policy bounds every profile. */
  @Override
  public void check(UploadProfile profile) {}

  /** Writes the policy for any identity, which shows whether one can be written. */
  @Override
  public void check(SessionRequest request, IdentityPoolId pool) {
    String written =
        request
            .policy()
            .apply(IdentityPoolResponses.key(request.key(), pool.region() + ":" + ANY_UUID));
    Objects.requireNonNull(written, "policy");
  }

  @Override
  public IssuedSession issue(IdentityPool pool, Identity identity, CredentialExchange exchange) {
    Identity proven = identity.token() == null ? pool.withToken(identity, exchange) : identity;
    SessionRequest request = exchange.request();
    Credentials issued =
        IdentityPoolResponses.part(
            sts.assumeRoleWithWebIdentity(
                    assume ->
                        assume
                            .roleArn(assumed(proven))
                            .roleSessionName(SessionName.of(request.subject()))
                            .webIdentityToken(proven.token())
                            .policy(
                                request
                                    .policy()
                                    .apply(IdentityPoolResponses.key(request.key(), proven.id())))
                            .durationSeconds(request.durationSeconds())
                            .overrideConfiguration(exchange.left()))
                .credentials(),
            "credentials");
    return IdentityPoolResponses.session(IssuedCredentials.of(issued), request.key(), proven.id());
  }

  private @Nullable String assumed(Identity identity) {
    RoleArn its = identity.guest() ? guestRole : role;
    return its == null ? null : its.arn();
  }

  @Override
  public Duration shortest() {
    return StsLimits.SHORTEST_SESSION;
  }

  @Override
  public String durationRule() {
    return "STS allows no less than 15 minutes, and no more than the roles' maximum session duration, which maxDuration sets to "
        + longest.toSeconds()
        + " seconds.";
  }

  @Override
  public boolean takesPolicy() {
    return true;
  }
}
