package io.uploadgrants.completion;

import java.util.Objects;

/**
 * A part that a client says it has sent.
 *
 * @param partNumber its number, from 1
 * @param etag the entity tag that the store answered, with its quotes or without
 */
public record UploadedPart(int partNumber, String etag) {

  /** Checks that nothing is missing. */
  public UploadedPart {
    Objects.requireNonNull(etag, "etag");
  }
}
