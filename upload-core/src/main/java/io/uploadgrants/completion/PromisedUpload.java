package io.uploadgrants.completion;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;

/**
 * One upload that a ticket leads to.
 *
 * @param claims what was promised of it
 * @param store the bucket that it goes to
 */
record PromisedUpload(TicketClaims claims, ObjectStore store) {

  String key() {
    return claims.key();
  }

  /** Returns what an object is held against. */
  Promise promise() {
    return new Promise(claims);
  }

  IssuanceFailedException restless() {
    return new IssuanceFailedException(
        "The object was replaced again and again while it was looked at; ask again.", null);
  }

  UploadRefusedException missing() {
    return new UploadRefusedException(
        ErrorCode.NO_SUCH_UPLOAD,
        "Nothing was uploaded with this ticket, or what was is there no longer; upload the file first, or ask for a new grant.",
        null,
        null);
  }
}
