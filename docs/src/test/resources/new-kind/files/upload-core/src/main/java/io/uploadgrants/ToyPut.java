package io.uploadgrants;

import java.time.Instant;
import java.util.Map;

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

  /** Returns the key and the expiry, but nothing that is signed. */
  @Override
  public String toString() {
    return "ToyPut[%s]".formatted(put);
  }
}
