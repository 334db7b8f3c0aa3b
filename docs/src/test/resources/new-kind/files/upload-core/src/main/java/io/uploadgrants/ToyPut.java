package io.uploadgrants;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A presigned PUT under another name.
 *
 * @param put what the client sends
 */
public record ToyPut(PresignedPut put) implements UploadGrant {

  @Override
  public GrantKind kind() {
    return GrantKind.TOY;
  }

  @Override
  public String key() {
    return put.key();
  }

  @Override
  public Instant expiresAt() {
    return put.expiresAt();
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforced() {
    return put.enforced();
  }

  @Override
  public @Nullable UploadTicket ticket() {
    return put.ticket();
  }

  @Override
  public ToyPut withTicket(UploadTicket ticket, Map<UploadConstraint, EnforcedBy> enforced) {
    return new ToyPut(put.withTicket(ticket, enforced));
  }

  /** Returns the key and the expiry, but nothing that is signed. */
  @Override
  public String toString() {
    return "ToyPut[%s]".formatted(put);
  }
}
