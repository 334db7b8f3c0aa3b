package io.uploadgrants;

import java.time.Instant;
import java.util.Objects;

/**
 * What a client shows to complete or abort the upload of its grant. It belongs to the grant's
 * subject; a guest's belongs to whoever has it.
 *
 * @param value the ticket, opaque to clients, of characters that need no escape in a URL
 * @param expiresAt the moment after which it is refused
 */
public record UploadTicket(String value, Instant expiresAt) {

  /** Checks that nothing is missing. */
  public UploadTicket {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /** Returns the expiry alone. */
  @Override
  public String toString() {
    return "UploadTicket[<redacted>, expiresAt=" + expiresAt + "]";
  }
}
