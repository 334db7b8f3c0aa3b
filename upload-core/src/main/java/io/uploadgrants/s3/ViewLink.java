package io.uploadgrants.s3;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * A presigned URL under which an object can be read. Anyone who has the URL can read the object
 * until it expires.
 *
 * @param url where to send a GET, without a header of its own
 * @param expiresAt when the store refuses it, in whole seconds
 */
public record ViewLink(URI url, Instant expiresAt) {

  /** Checks that nothing is missing. */
  public ViewLink {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /** Returns the expiry, but not the URL, which is all that it takes to read the object. */
  @Override
  public String toString() {
    return "ViewLink[url=<redacted>, expiresAt=%s]".formatted(expiresAt);
  }
}
