package io.uploadgrants;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Parts of a multipart upload that were signed together.
 *
 * @param parts the parts, in the order in which they were asked for
 * @param expiresAt the moment after which S3 refuses their URLs
 */
public record SignedParts(List<SignedPart> parts, Instant expiresAt) {

  /** Makes the list read-only. */
  public SignedParts {
    parts = List.copyOf(parts);
    Objects.requireNonNull(expiresAt, "expiresAt");
  }
}
