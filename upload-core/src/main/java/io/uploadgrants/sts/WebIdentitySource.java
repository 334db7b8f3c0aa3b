package io.uploadgrants.sts;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.aws.CallSettings;
import io.uploadgrants.aws.PrintableText;
import io.uploadgrants.aws.ServiceClient;
import io.uploadgrants.aws.StsLimits;
import io.uploadgrants.iam.RoleArn;
import io.uploadgrants.iam.SessionName;
import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;

/**
 * Sessions of a role, by {@code AssumeRoleWithWebIdentity}: the application passes on the token
 * that its caller has of an identity provider, and needs no AWS credentials of its own: the calls
 * aren't signed. What a session may do is what both the role and the session policy allow.
 * Thread-safe.
 *
 * <p>The key or prefix and the session's name are the request's subject's; STS verifies the token,
 * and nobody compares the two. An application takes its subject from the same login.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AssumeRoleWithWebIdentity</a>
 */
public final class WebIdentitySource implements SessionSource, AutoCloseable {

  private final RoleArn role;
  private final LoginProvider provider;
  private final ServiceClient<StsClient> sts;
  private final Duration longest;

  private WebIdentitySource(Builder builder) {
    this.role = builder.role;
    this.provider = builder.provider;
    this.longest = builder.maxDuration();
    this.sts = builder.sts(false);
  }

  /**
   * Starts the sessions of a role.
   *
   * @param roleArn the role's ARN, {@code arn:aws:iam::123456789012:role/name}, in any partition
   * @param provider whose tokens the role's trust policy takes; not a SAML provider
   * @return a builder; without further settings it calls STS in the environment's region, and takes
   *     the role's maximum session duration for an hour
   * @throws UploadConfigurationException when it is no such ARN, or a SAML provider
   */
  public static Builder of(String roleArn, LoginProvider provider) {
    return of(RoleArn.of(roleArn, "role-arn"), provider);
  }

  /**
   * Starts the sessions of a role.
   *
   * @param role the role, of any store
   * @param provider whose tokens the role's trust policy takes; not a SAML provider
   * @return a builder, as {@link #of(String, LoginProvider)} does
   * @throws UploadConfigurationException when it is a SAML provider
   */
  public static Builder of(RoleArn role, LoginProvider provider) {
    if (provider.name().startsWith("arn:")) {
      throw new UploadConfigurationException(
          "login-provider",
          "'%s' is a SAML provider, whose assertions are no web identity tokens; use an OpenID Connect provider, or an identity pool.",
          PrintableText.of(provider.name()));
    }
    return new Builder(role, provider);
  }

  @Override
  public IssuedSession issue(SessionRequest request, Duration timeout) {
    AssumeRoleWithWebIdentityRequest.Builder call =
        AssumeRoleWithWebIdentityRequest.builder()
            .roleArn(role.arn())
            .roleSessionName(SessionName.of(request.subject()))
            .webIdentityToken(token(request))
            .policy(request.policy().apply(request.key()))
            .durationSeconds(request.durationSeconds())
            .overrideConfiguration(CallSettings.within(timeout));
    if (provider.issuer() == null) {
      // "Do not specify this value for OpenID Connect identity providers."
      call.providerId(provider.name());
    }
    return StsResponses.session(
        sts.client().assumeRoleWithWebIdentity(call.build()).credentials(), request.key());
  }

  private String token(SessionRequest request) {
    String token = request.logins().get(provider.name());
    if (token == null) {
      throw new UploadRefusedException(
          ErrorCode.AUTHENTICATION_REQUIRED,
          ErrorText.of(
              "The request has no login of '%s', and %d of other providers; log in there, and send the token.",
              provider.name(), request.logins().size()),
          provider.name(),
          null);
    }
    provider.checkToken(token);
    return token;
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
    return SessionLife.ofRole(longest);
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
    private final LoginProvider provider;

    private Builder(RoleArn role, LoginProvider provider) {
      this.role = Objects.requireNonNull(role, "role");
      this.provider = provider;
    }

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
    public WebIdentitySource build() {
      return new WebIdentitySource(this);
    }
  }
}
