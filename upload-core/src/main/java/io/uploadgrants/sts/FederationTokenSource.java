package io.uploadgrants.sts;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.aws.CallSettings;
import io.uploadgrants.aws.ServiceClient;
import io.uploadgrants.aws.StsLimits;
import io.uploadgrants.iam.SessionName;
import java.time.Duration;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Sessions by {@code GetFederationToken}, which an IAM user may call with its long-lived keys: for
 * applications without a role. What a session may do is what both the user and the session policy
 * allow. The federated user's name is its subject's {@link SessionName}. Thread-safe.
 *
 * <p>These sessions have no role, and {@link io.uploadgrants.iam.GrantRevoker} can't revoke them:
 * so they can be handed out, but don't {@linkplain SubjectSessions#subjectSession() sign}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html">GetFederationToken</a>
 */
public final class FederationTokenSource implements SessionSource, AutoCloseable {

  private static final Duration LONGEST = Duration.ofHours(36);

  private final ServiceClient<StsClient> sts;

  private FederationTokenSource(ServiceClient<StsClient> sts) {
    this.sts = sts;
  }

  /** {@return a builder, which without settings calls STS in the environment's region} */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public IssuedSession issue(SessionRequest request, Duration timeout) {
    return StsResponses.session(
        sts.client()
            .getFederationToken(
                call ->
                    call.name(SessionName.ofFederatedUser(request.subject()))
                        .policy(request.policy().apply(request.key()))
                        .durationSeconds(request.durationSeconds())
                        .overrideConfiguration(CallSettings.within(timeout)))
            .credentials(),
        request.key());
  }

  @Override
  public Duration shortest() {
    return StsLimits.SHORTEST_SESSION;
  }

  @Override
  public Duration longest() {
    return LONGEST;
  }

  @Override
  public String durationRule() {
    return "GetFederationToken allows 15 minutes to 36 hours (and gives an account's root user one hour).";
  }

  @Override
  public boolean takesPolicy() {
    return true;
  }

  /** There is no role whose policy could refuse them. */
  @Override
  public boolean revocable() {
    return false;
  }

  /** Closes the client of STS, unless it was given. */
  @Override
  public void close() {
    sts.close();
  }

  /** Builds the source. Not thread-safe. */
  public static final class Builder extends StsSourceBuilder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /**
     * Builds the source.
     *
     * @return the source, which hasn't called anybody yet
     * @throws UploadConfigurationException when there is no region
     */
    public FederationTokenSource build() {
      return new FederationTokenSource(sts(true));
    }
  }
}
