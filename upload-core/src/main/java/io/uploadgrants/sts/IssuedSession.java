package io.uploadgrants.sts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * A session.
 *
 * @param credentials access key, secret and session token, with their expiry
 * @param expiresAt when it ends, by the service's clock: as long after its issue as the request
 *     said, or sooner. Whether a revocation reaches it is told from this
 * @param key the key or prefix that it may write
 * @param identityId the Cognito identity that it stands for, or {@code null}
 */
public record IssuedSession(
    AwsSessionCredentialsIdentity credentials,
    Instant expiresAt,
    String key,
    @Nullable String identityId) {

  /** Returns the expiry, but neither the credentials nor whose they are. */
  @Override
  public String toString() {
    return "IssuedSession[credentials=<redacted>, expiresAt=" + expiresAt + "]";
  }
}
