package io.uploadgrants;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An upload that was looked at and accepted.
 *
 * @param id the upload's id, the same however often its completion is asked for
 * @param profile the profile's name
 * @param subject who uploaded it, or {@code null} for a guest
 * @param bucket the bucket
 * @param key the key under which the object lies
 * @param size the object's size in bytes
 * @param contentType the object's {@code Content-Type}
 * @param etag the object's entity tag, in its quotes
 * @param versionId the object's version, or {@code null} in a bucket without versions
 * @param checksum the checksum that the store verified, or {@code null}
 * @param storedAt when the object was stored, in whole seconds
 */
public record CompletedUpload(
    String id,
    String profile,
    @Nullable String subject,
    String bucket,
    String key,
    long size,
    String contentType,
    String etag,
    @Nullable String versionId,
    @Nullable Checksum checksum,
    Instant storedAt) {

  /** Checks that nothing is missing. */
  public CompletedUpload {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(etag, "etag");
    storedAt = storedAt.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Returns what was uploaded, but not by whom. */
  @Override
  public String toString() {
    return "CompletedUpload[profile=%s, key=%s, size=%d, contentType=%s]"
        .formatted(
            ErrorText.shown(profile), ErrorText.shown(key), size, ErrorText.shown(contentType));
  }
}
