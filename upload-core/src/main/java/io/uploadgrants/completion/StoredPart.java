package io.uploadgrants.completion;

import io.uploadgrants.Checksum;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a multipart upload that the store has.
 *
 * @param partNumber its number, from 1
 * @param size its size in bytes
 * @param etag its entity tag, in its quotes
 * @param checksum its own checksum, or {@code null} where the store doesn't tell one
 */
public record StoredPart(int partNumber, long size, String etag, @Nullable Checksum checksum) {

  /** Checks that nothing is missing. */
  public StoredPart {
    Objects.requireNonNull(etag, "etag");
  }

  /** Returns whether a client means this part, whose quotes it may have left out. */
  boolean hasTag(String other) {
    return unquoted(etag).equals(unquoted(other));
  }

  private static String unquoted(String etag) {
    return etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"")
        ? etag.substring(1, etag.length() - 1)
        : etag;
  }
}
