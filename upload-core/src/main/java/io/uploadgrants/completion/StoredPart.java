package io.uploadgrants.completion;

import java.util.Objects;

/**
 * A part of a multipart upload that the store has.
 *
 * @param partNumber its number, from 1
 * @param size its size in bytes
 * @param etag its entity tag, in its quotes
 */
public record StoredPart(int partNumber, long size, String etag) {

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
