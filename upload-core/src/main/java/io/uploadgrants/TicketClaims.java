package io.uploadgrants;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket says: which upload was granted to whom, and what it was promised to be.
 *
 * @param id the upload's id, unguessable
 * @param profile the profile's name
 * @param subject who got the grant, or {@code null} for a guest
 * @param kind the grant's kind
 * @param bucket the bucket
 * @param key the object's key
 * @param size the size in bytes that was declared, or {@code null}
 * @param minSize the minimum size in bytes
 * @param maxSize the maximum size in bytes, or {@code null} for what S3 takes
 * @param contentType the type that was declared, as it is stored, or {@code null}
 * @param checksum the checksum that was declared, or {@code null}
 * @param content whether the object's first bytes must fit its type
 * @param issuedAt the time of the grant, in whole seconds
 * @param grantExpiresAt the moment after which nothing more is uploaded by the grant
 * @param expiresAt the moment after which the ticket is refused
 * @param parts how the file is cut, or {@code null} when it is sent whole
 * @param destination where the object is moved when it is accepted, or {@code null} when it stays
 */
public record TicketClaims(
    String id,
    String profile,
    @Nullable String subject,
    GrantKind kind,
    String bucket,
    String key,
    @Nullable Long size,
    long minSize,
    @Nullable Long maxSize,
    @Nullable String contentType,
    @Nullable Checksum checksum,
    boolean content,
    Instant issuedAt,
    Instant grantExpiresAt,
    Instant expiresAt,
    @Nullable PartPlan parts,
    @Nullable Destination destination) {

  /** Checks that nothing is missing, and drops fractions of seconds, which tickets don't have. */
  public TicketClaims {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
    grantExpiresAt = grantExpiresAt.truncatedTo(ChronoUnit.SECONDS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Returns the profile and the kind, but nothing of the file or its subject. */
  @Override
  public String toString() {
    return "TicketClaims[profile=%s, kind=%s, issuedAt=%s]"
        .formatted(ErrorText.shown(profile), kind, issuedAt);
  }
}
