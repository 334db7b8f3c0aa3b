package io.uploadgrants.testkit.embedded.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * Verifies the tokens with which somebody calls {@code AssumeRoleWithWebIdentity}. An
 * implementation is thread-safe.
 */
@FunctionalInterface
public interface WebIdentities {

  /**
   * Verifies a token: all of it, its expiry too.
   *
   * @param token what the client sent, 4 to 20,000 printable ASCII characters; nothing of it is
   *     checked
   * @param now the server's time
   * @return whom the token stands for; empty when it is refused
   */
  Optional<WebIdentity> verify(String token, Instant now);
}
