package io.uploadgrants.cognito;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is to an identity pool.
 *
 * @param id for instance {@code eu-west-1:12345678-1234-1234-1234-123456789012}, checked
 * @param logins what proves it in the next call; secrets
 * @param token the pool's own token for it, where it came along; a secret
 * @param guest whether nothing proves it
 */
record Identity(String id, Map<String, String> logins, @Nullable String token, boolean guest) {

  /** Returns nothing: who it is, is private, and what proves it is a secret. */
  @Override
  public String toString() {
    return "Identity[guest=" + guest + "]";
  }
}
