package io.uploadgrants.sts;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.iam.SessionName;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
public final class GetFederationToken implements SessionSource, AutoCloseable {

  private static final Duration LONGEST = Duration.ofHours(36);

  private final StsAccess sts;

  private GetFederationToken(StsAccess sts) {
    this.sts = sts;
  }

  /**
   * Starts the sessions of an IAM user.
   *
   * @return a builder; without further settings it calls STS in the environment's region
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public IssuedSession issue(SessionRequest request, Duration timeout) {
    return StsAccess.session(
        sts.client()
            .getFederationToken(
                call ->
                    call.name(SessionName.ofFederatedUser(request.subject()))
                        .policy(request.policy().apply(request.key()))
                        .durationSeconds(StsAccess.seconds(request.duration()))
                        .overrideConfiguration(StsAccess.within(timeout)))
            .credentials(),
        request.key());
  }

  @Override
  public Duration shortest() {
    return SessionLife.SHORTEST;
  }

  @Override
  public Duration longest() {
    return LONGEST;
  }

  @Override
  public String durationRule() {
    return "GetFederationToken takes 15 minutes to 36 hours (and gives an account's root user one hour).";
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
  public static final class Builder {

    private @Nullable StsClient client;
    private @Nullable String region;

    private Builder() {}

    /**
     * Sets the client of STS, with an IAM user's keys.
     *
     * @param client the client; whoever made it closes it
     * @return this builder
     */
    public Builder client(StsClient client) {
      this.client = Objects.requireNonNull(client, "client");
      return this;
    }

    /**
     * Makes a client of STS for a region, with the AWS SDK's default credentials. It is closed with
     * the source.
     *
     * @param region for instance {@code eu-west-1}
     * @return this builder
     */
    public Builder region(String region) {
      this.region = Objects.requireNonNull(region, "region");
      return this;
    }

    /**
     * Builds the source.
     *
     * @return the source, which hasn't called anybody yet
     * @throws UploadConfigurationException when there is no region
     */
    public GetFederationToken build() {
      return new GetFederationToken(StsAccess.of(client, region, true));
    }
  }
}
