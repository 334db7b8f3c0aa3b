package io.uploadgrants;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a grant is issued for: a request that was checked, and what was decided for it.
 *
 * @param request the request, checked against its profile and authorized
 * @param key the object's key, or for {@link UploadScope#PREFIX} the prefix with its {@code /}
 * @param issuedAt the time of the grant, from which its validity counts
 * @param uploadId what the object must carry as the metadata {@link #UPLOAD_ID}, so that completion
 *     knows it again, or {@code null} when nothing follows the upload
 */
public record GrantDraft(
    UploadRequest request, String key, Instant issuedAt, @Nullable String uploadId) {

  /** The name of the user metadata by which completion knows an upload's object. */
  public static final String UPLOAD_ID = "upload-id";

  /** Checks that nothing is missing. */
  public GrantDraft {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(issuedAt, "issuedAt");
  }

  /**
   * Creates a draft of an upload that nothing follows.
   *
   * @param request the request
   * @param key the object's key or prefix
   * @param issuedAt the time of the grant
   */
  public GrantDraft(UploadRequest request, String key, Instant issuedAt) {
    this(request, key, issuedAt, null);
  }

  /** Returns neither the key nor what the client says of its file. */
  @Override
  public String toString() {
    return "GrantDraft[" + request.profile() + ", " + issuedAt + "]";
  }
}
