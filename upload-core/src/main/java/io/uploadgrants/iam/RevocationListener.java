package io.uploadgrants.iam;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Told of what {@link GrantRevoker} has revoked, so that nothing dead is handed out or signs.
 * Thread-safe.
 */
public interface RevocationListener {

  /**
   * Forgets a subject's sessions.
   *
   * @param subject the subject, or {@code null} for guests
   * @param before sessions issued before this moment, which may be some seconds ahead, are refused
   */
  void forget(@Nullable String subject, Instant before);

  /**
   * Forgets everybody's sessions.
   *
   * @param before sessions issued before this moment, which may be some seconds ahead, are refused
   */
  void forgetAll(Instant before);
}
