package io.uploadgrants;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A URL to which one PUT request uploads one object.
 *
 * @param key the object's key
 * @param url where to send the body
 * @param headers every header to send, and no other, in lower case
 * @param implicitHeaders headers that are signed too, but that HTTP clients set by themselves
 * @param expiresAt the moment after which S3 refuses the URL
 * @param enforced who enforces which constraint
 * @param ticket what completes the upload, or {@code null} where the profile has no completion
 */
public record PresignedPut(
    String key,
    String url,
    Map<String, String> headers,
    Map<String, String> implicitHeaders,
    Instant expiresAt,
    Map<UploadConstraint, EnforcedBy> enforced,
    @Nullable UploadTicket ticket)
    implements UploadGrant {

  /** Makes the maps read-only. */
  public PresignedPut {
    headers = Collections.unmodifiableMap(headers);
    implicitHeaders = Collections.unmodifiableMap(implicitHeaders);
    enforced = Collections.unmodifiableMap(enforced);
  }

  /**
   * Creates a grant without a ticket.
   *
   * @param key the object's key
   * @param url where to send the body
   * @param headers every header to send
   * @param implicitHeaders headers that HTTP clients set by themselves
   * @param expiresAt the moment after which it no longer works
   * @param enforced who enforces which constraint
   */
  public PresignedPut(
      String key,
      String url,
      Map<String, String> headers,
      Map<String, String> implicitHeaders,
      Instant expiresAt,
      Map<UploadConstraint, EnforcedBy> enforced) {
    this(key, url, headers, implicitHeaders, expiresAt, enforced, null);
  }

  /**
   * {@return where to send the body} HTTP clients that take a text for a template encode the URL's
   * {@code %} again, which breaks the signature.
   */
  public URI uri() {
    return URI.create(url);
  }

  @Override
  public GrantKind kind() {
    return GrantKind.PRESIGNED_PUT;
  }

  @Override
  public PresignedPut withTicket(UploadTicket ticket, Map<UploadConstraint, EnforcedBy> enforced) {
    return new PresignedPut(key, url, headers, implicitHeaders, expiresAt, enforced, ticket);
  }

  /** Returns the key and the expiry, but nothing that is signed. */
  @Override
  public String toString() {
    return "PresignedPut[key=%s, url=<redacted>, headers=%s, expiresAt=%s]"
        .formatted(ErrorText.shown(key), headers.keySet(), expiresAt);
  }
}
