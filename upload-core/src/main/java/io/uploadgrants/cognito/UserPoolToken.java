package io.uploadgrants.cognito;

import java.time.Instant;
import java.util.List;

/**
 * What a valid token of a user pool says. It holds no secret, but personal data.
 *
 * @param subject the user's id (claim {@code sub}), which never changes and is never given to
 *     another user: what to use as the subject of uploads
 * @param username the name that the pool has for the user; it may be given to another user once
 *     this one is deleted
 * @param groups the user's groups in the pool, in the token's order
 * @param tokenUse what the token is for
 * @param clientId the app client that it was issued to
 * @param expiresAt the moment from which it is refused, but for the skew of clocks
 */
public record UserPoolToken(
    String subject,
    String username,
    List<String> groups,
    TokenUse tokenUse,
    String clientId,
    Instant expiresAt) {

  /** Makes the groups read-only. */
  public UserPoolToken {
    groups = List.copyOf(groups);
  }

  /** Returns what the token is, but not whose. */
  @Override
  public String toString() {
    return "UserPoolToken[tokenUse=%s, clientId=%s, expiresAt=%s]"
        .formatted(tokenUse, clientId, expiresAt);
  }
}
