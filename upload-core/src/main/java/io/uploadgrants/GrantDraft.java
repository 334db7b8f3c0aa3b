package io.uploadgrants;

import java.time.Instant;
import java.util.Objects;

/**
 * What a grant is issued for: a request that was checked, and what was decided for it.
 *
 * @param request the request, checked against its profile and authorized
 * @param key the object's key, or for {@link UploadScope#PREFIX} the prefix with its {@code /}
 * @param issuedAt the time of the grant, from which its validity counts
 */
public record GrantDraft(UploadRequest request, String key, Instant issuedAt) {

  /** Checks that nothing is missing. */
  public GrantDraft {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(issuedAt, "issuedAt");
  }

  /** Returns neither the key nor what the client says of its file. */
  @Override
  public String toString() {
    return "GrantDraft[" + request.profile() + ", " + issuedAt + "]";
  }
}
