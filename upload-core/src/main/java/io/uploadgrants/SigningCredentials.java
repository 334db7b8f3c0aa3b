package io.uploadgrants;

import java.time.Instant;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/** Where the credentials that sign grants come from. Thread-safe. */
@FunctionalInterface
public interface SigningCredentials {

  /**
   * Returns credentials that are valid at least until a moment, or as long as possible.
   *
   * @param needed the moment
   * @param now the present
   * @param request what they are to sign; most sources don't ask who it is for
   * @return the credentials
   * @throws IssuanceFailedException when there are none
   */
  AwsCredentialsIdentity until(Instant needed, Instant now, UploadRequest request);

  /**
   * Returns these credentials, limited to what the grants of one profile need, where the source can
   * limit them. Called when a profile is compiled for a target.
   *
   * @param profile the profile
   * @param target where the objects go
   * @return the limited credentials; these themselves by default
   * @throws UploadConfigurationException when the source can't sign for the profile
   */
  default SigningCredentials limitedTo(UploadProfile profile, UploadTarget target) {
    return this;
  }

  /**
   * Returns the credentials of a provider, which renews them by itself.
   *
   * @param provider the provider
   * @return its credentials
   */
  static SigningCredentials of(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
    return (needed, now, request) -> RenewingCredentials.resolve(provider);
  }

  /**
   * Returns the credentials of providers made anew whenever the present one's would die before a
   * grant: a new provider asks STS or the host for new credentials.
   *
   * @param providers makes a provider
   * @return credentials that are renewed in time
   */
  static SigningCredentials renewing(Supplier<? extends AwsCredentialsProvider> providers) {
    return new RenewingCredentials(providers);
  }

  /**
   * Returns the credentials of the AWS SDK's default chain, renewed in time.
   *
   * @return credentials from the environment, the profile or the host
   */
  static SigningCredentials defaultChain() {
    return renewing(() -> DefaultCredentialsProvider.builder().build());
  }
}
