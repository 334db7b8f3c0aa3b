package io.uploadgrants;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Permission to upload, handed to one client. It holds signatures, so it isn't to be logged or
 * stored; {@code toString} leaves them out.
 */
public sealed interface UploadGrant
    permits PresignedPut, PostPolicy, MultipartUpload, TemporaryCredentials {

  /** {@return the kind of this grant} */
  GrantKind kind();

  /**
   * Returns the object's key.
   *
   * @return the key; for a {@linkplain UploadScope#PREFIX prefix} a form's ends in <code>
   *     ${filename}</code>, and that of credentials in {@code /}
   */
  String key();

  /**
   * Returns the moment after which the grant no longer works.
   *
   * @return the time, in whole seconds
   */
  Instant expiresAt();

  /**
   * Returns who enforces which constraint.
   *
   * @return every constraint of the profile, and those that the grant has on top
   */
  Map<UploadConstraint, EnforcedBy> enforced();

  /**
   * Returns what completes the upload.
   *
   * @return the ticket, or {@code null} where the profile has no completion and the kind needs none
   */
  @Nullable UploadTicket ticket();

  /**
   * Returns this grant with a ticket. {@link UploadGrants#grant} calls it, and strategies needn't.
   *
   * @param ticket what completes the upload
   * @param enforced who enforces which constraint, now that it is completed
   * @return a copy
   */
  UploadGrant withTicket(UploadTicket ticket, Map<UploadConstraint, EnforcedBy> enforced);
}
