package io.uploadgrants.sts;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.aws.CallSettings;
import io.uploadgrants.aws.ServiceClient;
import io.uploadgrants.aws.StsLimits;
import io.uploadgrants.iam.ExternalId;
import io.uploadgrants.iam.RoleArn;
import io.uploadgrants.iam.SessionName;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * Sessions of a role, by {@code AssumeRole}. What a session may do is what both the role and the
 * session policy allow. The session's name is its subject's {@link SessionName}. The credentials of
 * STS's client must be allowed to assume the role. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
public final class AssumeRoleSource implements SessionSource, AutoCloseable {

  private final RoleArn role;
  private final ServiceClient<StsClient> sts;
  private final @Nullable ExternalId externalId;
  private final boolean sourceIdentity;
  private final Function<SessionRequest, Map<String, String>> sessionTags;
  private final Duration longest;
  private final boolean chained;

  private AssumeRoleSource(Builder builder) {
    this.role = builder.role;
    this.externalId = builder.externalId;
    this.sourceIdentity = builder.sourceIdentity;
    this.sessionTags = builder.sessionTags;
    this.longest = builder.maxDuration();
    this.chained = builder.chained;
    this.sts = builder.sts(true);
  }

  /**
   * Starts the sessions of a role.
   *
   * @param roleArn the role's ARN, {@code arn:aws:iam::123456789012:role/name}, in any partition
   * @return a builder; without further settings it calls STS in the environment's region, sets the
   *     source identity, and takes the role's maximum session duration for an hour
   * @throws UploadConfigurationException when it is no such ARN
   */
  public static Builder of(String roleArn) {
    return of(RoleArn.of(roleArn, "role-arn"));
  }

  /**
   * Starts the sessions of a role.
   *
   * @param role the role, of any store
   * @return a builder, as {@link #of(String)} does
   */
  public static Builder of(RoleArn role) {
    return new Builder(role);
  }

  @Override
  public IssuedSession issue(SessionRequest request, Duration timeout) {
    String name = SessionName.of(request.subject());
    AssumeRoleRequest.Builder call =
        AssumeRoleRequest.builder()
            .roleArn(role.arn())
            .roleSessionName(name)
            .policy(request.policy().apply(request.key()))
            .durationSeconds(request.durationSeconds())
            .overrideConfiguration(CallSettings.within(timeout));
    if (externalId != null) {
      call.externalId(externalId.id());
    }
    if (sourceIdentity) {
      call.sourceIdentity(name);
    }
    Map<String, String> tags = sessionTags.apply(request);
    if (!tags.isEmpty()) {
      call.tags(SessionTags.checked(tags));
    }
    return StsResponses.session(sts.client().assumeRole(call.build()).credentials(), request.key());
  }

  @Override
  public Duration shortest() {
    return StsLimits.SHORTEST_SESSION;
  }

  @Override
  public Duration longest() {
    return longest;
  }

  @Override
  public String durationRule() {
    return chained
        ? "STS allows no less than 15 minutes, and limits role chaining (a session that assumes another role) to one hour, whatever the role's own maximum is."
        : SessionLife.ofRole(longest);
  }

  @Override
  public boolean takesPolicy() {
    return true;
  }

  /** Closes the client of STS, unless it was given. */
  @Override
  public void close() {
    sts.close();
  }

  /** Builds the source. Not thread-safe. */
  public static final class Builder extends StsSourceBuilder.OfRole<Builder> {

    private final RoleArn role;
    private @Nullable ExternalId externalId;
    private boolean sourceIdentity = true;
    private Function<SessionRequest, Map<String, String>> sessionTags = request -> Map.of();
    private boolean chained;

    private Builder(RoleArn role) {
      this.role = Objects.requireNonNull(role, "role");
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Sets the external id that the role's trust policy asks for.
     *
     * @param externalId 2 to 1,224 letters, digits and {@code _ + = , . @ : / -}
     * @return this builder
     * @throws UploadConfigurationException when it is something else
     */
    public Builder externalId(String externalId) {
      return externalId(ExternalId.of(externalId, "external-id"));
    }

    /**
     * Sets the external id that the role's trust policy asks for.
     *
     * @param externalId what the policy has as {@code sts:ExternalId}
     * @return this builder
     */
    public Builder externalId(ExternalId externalId) {
      this.externalId = Objects.requireNonNull(externalId, "externalId");
      return this;
    }

    /**
     * Says whether sessions have their subject's name as source identity, by which {@link
     * io.uploadgrants.iam.GrantRevoker} revokes. The role's trust policy must then allow {@code
     * sts:SetSourceIdentity}.
     *
     * @param set whether to; true when not set
     * @return this builder
     */
    public Builder sourceIdentity(boolean set) {
      this.sourceIdentity = set;
      return this;
    }

    /**
     * Sets what makes a session's tags. The role's trust policy must then allow {@code
     * sts:TagSession}. It is asked when a session is made, on another thread than the caller's, and
     * must return the same tags for the same request, since sessions are reused.
     *
     * @param tags returns up to 50 tags, in STS's alphabet; none by default
     * @return this builder
     */
    public Builder sessionTags(Function<SessionRequest, Map<String, String>> tags) {
      this.sessionTags = Objects.requireNonNull(tags, "tags");
      return this;
    }

    /**
     * Says that the client's own credentials are those of a role: STS then issues sessions of one
     * hour at most.
     *
     * @return this builder
     */
    public Builder chained() {
      this.chained = true;
      return this;
    }

    /**
     * Builds the source.
     *
     * @return the source, which hasn't called anybody yet
     * @throws UploadConfigurationException when there is no region, or more than an hour with role
     *     chaining
     */
    public AssumeRoleSource build() {
      if (chained && maxDuration().compareTo(StsLimits.USUAL_ROLE_SESSION) > 0) {
        throw new UploadConfigurationException(
            "max-duration",
            "The maximum session duration is %s, and STS limits role chaining (a session that assumes another role) to 3600 seconds, whatever the role's own maximum is; give no more, or sign with keys that aren't a role's.",
            SessionLife.seconds(maxDuration()));
      }
      return new AssumeRoleSource(this);
    }
  }
}
