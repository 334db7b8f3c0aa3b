package io.uploadgrants;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An upload that was started in the store, and whose parts are sent each by a URL of its own. The
 * object comes to be when the application completes the upload, for which the client shows its
 * ticket; with it the client also gets the URLs of further parts.
 *
 * @param key the object's key
 * @param plan how the file is cut
 * @param parts the first parts, at most {@value #FIRST_PARTS}; none of an {@linkplain
 *     PartPlan#isOpen() open} plan, of which only the client knows how many it needs
 * @param expiresAt the moment after which S3 refuses the parts' URLs
 * @param enforced who enforces which constraint
 * @param ticket what gets more parts and completes the upload; a strategy leaves it {@code null}
 */
public record MultipartUpload(
    String key,
    PartPlan plan,
    List<SignedPart> parts,
    Instant expiresAt,
    Map<UploadConstraint, EnforcedBy> enforced,
    @Nullable UploadTicket ticket)
    implements UploadGrant {

  /** How many parts come with the grant. */
  public static final int FIRST_PARTS = 100;

  /** Makes list and map read-only. */
  public MultipartUpload {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(expiresAt, "expiresAt");
    parts = List.copyOf(parts);
    enforced = Collections.unmodifiableMap(enforced);
  }

  @Override
  public GrantKind kind() {
    return GrantKind.MULTIPART;
  }

  @Override
  public MultipartUpload withTicket(
      UploadTicket ticket, Map<UploadConstraint, EnforcedBy> enforced) {
    return new MultipartUpload(key, plan, parts, expiresAt, enforced, ticket);
  }

  /** Returns the key, the sizes and the expiry, but nothing that is signed. */
  @Override
  public String toString() {
    return "MultipartUpload[key=%s, size=%s, partSize=%d, parts=<redacted>, expiresAt=%s]"
        .formatted(ErrorText.shown(key), plan.size(), plan.partSize(), expiresAt);
  }
}
