package io.uploadgrants.completion;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.Overwrite;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadTarget;

/**
 * One upload that a ticket leads to.
 *
 * @param claims what was promised of it
 * @param store the bucket that it goes to
 * @param profile its profile
 * @param target where the bucket is
 */
record PromisedUpload(
    TicketClaims claims, ObjectStore store, UploadProfile profile, UploadTarget target) {

  String key() {
    return claims.key();
  }

  /** Returns whether its object may not take the place of another. */
  boolean replacesNothing() {
    return profile.constraints().overwrite() != Overwrite.ALLOWED;
  }

  /** Returns whether its object is there, whatever it is like. */
  boolean isThere() {
    StoredObject object = store.look(key());
    return object != null && promise().isOf(object);
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
