package io.uploadgrants.completion;

import io.uploadgrants.Destination;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PartPlan;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One upload that a ticket leads to.
 *
 * @param claims what was promised of it
 * @param store the bucket that it goes to
 * @param profile its profile
 * @param target where the bucket is
 * @param replacesNothing whether its object may not take the place of another
 */
record PromisedUpload(
    TicketClaims claims,
    ObjectStore store,
    UploadProfile profile,
    UploadTarget target,
    boolean replacesNothing) {

  PromisedUpload(
      TicketClaims claims, ObjectStore store, UploadProfile profile, UploadTarget target) {
    this(claims, store, profile, target, profile.constraints().overwrite() != Overwrite.ALLOWED);
  }

  String key() {
    return claims.key();
  }

  /** Returns this upload where its object is moved, or {@code null} when it stays. */
  @Nullable PromisedUpload destination() {
    Destination destination = claims.destination();
    return destination == null
        ? null
        : new PromisedUpload(at(destination.key(), null), store, profile, target, true);
  }

  /** Returns this upload as an object that is made of parts. */
  PromisedUpload in(PartPlan parts) {
    return new PromisedUpload(at(key(), parts), store, profile, target, replacesNothing);
  }

  private TicketClaims at(String key, @Nullable PartPlan parts) {
    return new TicketClaims(
        claims.id(),
        claims.profile(),
        claims.subject(),
        claims.kind(),
        claims.bucket(),
        key,
        claims.size(),
        claims.minSize(),
        claims.maxSize(),
        claims.contentType(),
        // S3 has none of the whole of what it has copied in parts.
        null,
        claims.content(),
        claims.issuedAt(),
        claims.grantExpiresAt(),
        claims.expiresAt(),
        parts,
        null);
  }

  /** Returns whether its object is there, whatever it is like, or where it is moved. */
  boolean isThere() {
    StoredObject object = store.look(key());
    if (object != null && promise().isOf(object)) {
      return true;
    }
    PromisedUpload moved = destination();
    return moved != null && moved.isThere();
  }

  /** Returns what the client asked for, as far as its object's headers depend on it. */
  UploadRequest request(Destination destination) {
    return new UploadRequest(
        claims.profile(),
        claims.subject(),
        destination.fileName(),
        claims.size(),
        false,
        null,
        claims.contentType(),
        null,
        null,
        destination.metadata(),
        destination.tags(),
        Map.of());
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
