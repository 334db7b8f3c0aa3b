package io.uploadgrants;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Credentials with which any S3 client uploads, and can do nothing else.
 *
 * @param key the object's key, or for {@link UploadScope#PREFIX} the prefix of all keys, which ends
 *     in {@code /}
 * @param scope whether {@code key} is one object's or a prefix
 * @param credentials access key, secret and session token
 * @param target where the objects go
 * @param headers every header that each upload must carry, in lower case; a request without one is
 *     refused
 * @param identityId the Cognito identity that the credentials stand for, or {@code null} when they
 *     don't come from an identity pool
 * @param expiresAt the moment from which S3 refuses the credentials, in whole seconds; the store
 *     may take them a moment longer, by the clocks' difference and the time that issuing them took
 * @param enforced who enforces which constraint
 * @param ticket what completes the upload, or {@code null} where the profile has no completion
 */
public record TemporaryCredentials(
    String key,
    UploadScope scope,
    AwsSessionCredentialsIdentity credentials,
    UploadTarget target,
    Map<String, String> headers,
    @Nullable String identityId,
    Instant expiresAt,
    Map<UploadConstraint, EnforcedBy> enforced,
    @Nullable UploadTicket ticket)
    implements UploadGrant {

  /** Makes the maps read-only. */
  public TemporaryCredentials {
    Objects.requireNonNull(credentials, "credentials");
    headers = Collections.unmodifiableMap(headers);
    enforced = Collections.unmodifiableMap(enforced);
  }

  /**
   * Creates a grant without a ticket.
   *
   * @param key the object's key, or the prefix of all keys
   * @param scope whether {@code key} is one object's or a prefix
   * @param credentials access key, secret and session token
   * @param target where the objects go
   * @param headers every header to send
   * @param identityId the Cognito identity, or {@code null}
   * @param expiresAt the moment after which it no longer works
   * @param enforced who enforces which constraint
   */
  public TemporaryCredentials(
      String key,
      UploadScope scope,
      AwsSessionCredentialsIdentity credentials,
      UploadTarget target,
      Map<String, String> headers,
      @Nullable String identityId,
      Instant expiresAt,
      Map<UploadConstraint, EnforcedBy> enforced) {
    this(key, scope, credentials, target, headers, identityId, expiresAt, enforced, null);
  }

  @Override
  public GrantKind kind() {
    return GrantKind.TEMPORARY_CREDENTIALS;
  }

  @Override
  public TemporaryCredentials withTicket(
      UploadTicket ticket, Map<UploadConstraint, EnforcedBy> enforced) {
    return new TemporaryCredentials(
        key, scope, credentials, target, headers, identityId, expiresAt, enforced, ticket);
  }

  /** Returns the key and the expiry, but neither the credentials nor whose they are. */
  @Override
  public String toString() {
    return "TemporaryCredentials[key=%s, credentials=<redacted>, headers=%s, expiresAt=%s]"
        .formatted(ErrorText.shown(key), headers.keySet(), expiresAt);
  }
}
