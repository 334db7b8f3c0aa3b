package io.uploadgrants.completion;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;

/** Accepts an upload's object, or removes it. */
record Acceptance(Inspection inspection, Relocation relocation, CompletionListeners listeners) {

  /** How many versions of what was sent one call removes. */
  private static final int MAX_VERSIONS = 20;

  /**
   * Accepts what is there, if it is what was promised.
   *
   * @throws UploadRefusedException {@code no-such-upload} when nothing is there; {@code
   *     object-differs} when it isn't what was promised, and was removed
   */
  CompletedUpload accept(PromisedUpload upload) {
    PromisedUpload moved = upload.destination();
    return moved == null ? acceptInPlace(upload) : acceptMoved(upload, moved);
  }

  private CompletedUpload acceptInPlace(PromisedUpload upload) {
    for (int look = 0; look < Inspection.MAX_LOOKS; look++) {
      Finding found = inspection.of(upload);
      StoredObject object = found.object();
      if (object == null) {
        throw upload.missing();
      }
      UploadRefusedException broken = found.broken();
      if (broken == null) {
        return accepted(upload, upload.key(), object);
      }
      if (upload.store().remove(upload.key(), object)) {
        listeners.rejected(upload.claims(), broken);
        throw broken;
      }
    }
    throw upload.restless();
  }

  /**
   * Accepts what lies at the destination, which the holder of the grant can't reach. It is looked
   * at again there, since another object can have come between the look at the source and the move.
   * What was accepted once stays so, whatever has come to the source since.
   */
  private CompletedUpload acceptMoved(PromisedUpload upload, PromisedUpload moved) {
    ObjectStore store = upload.store();
    for (int look = 0; look < Inspection.MAX_LOOKS; look++) {
      Finding found = source(upload, moved);
      StoredObject object = found.object();
      if (object != null && found.fits() && !relocation.move(upload, object, moved)) {
        continue;
      }
      Finding there = inspection.of(moved);
      StoredObject last = there.object();
      if (last != null && there.fits()) {
        if (object != null) {
          store.remove(upload.key(), object);
        }
        relocation.clear(moved);
        return accepted(upload, moved.key(), last);
      }
      UploadRefusedException broken = there.broken() == null ? found.broken() : there.broken();
      boolean gone =
          (last == null || store.remove(moved.key(), last))
              && (object == null || broken == null || store.remove(upload.key(), object));
      if (gone && broken != null) {
        if (!emptied(upload, moved)) {
          // Another call had copied what was sent before.
          continue;
        }
        listeners.rejected(upload.claims(), broken);
        throw broken;
      }
      if (object == null) {
        throw upload.missing();
      }
    }
    throw upload.restless();
  }

  /** Returns what was sent. Whatever hinders a look at it, what was accepted stays so. */
  private Finding source(PromisedUpload upload, PromisedUpload moved) {
    try {
      return inspection.of(upload);
    } catch (IssuanceFailedException unreadable) {
      if (inspection.of(moved).fits()) {
        return new Finding(null, null);
      }
      throw unreadable;
    }
  }

  private CompletedUpload accepted(PromisedUpload upload, String key, StoredObject object) {
    CompletedUpload completed = completed(upload.claims(), key, object);
    listeners.completed(completed);
    return completed;
  }

  private static CompletedUpload completed(TicketClaims claims, String key, StoredObject object) {
    return new CompletedUpload(
        claims.id(),
        claims.profile(),
        claims.subject(),
        claims.bucket(),
        key,
        object.size(),
        object.contentType(),
        object.etag(),
        object.versionId(),
        claims.checksum(),
        object.storedAt());
  }

  /**
   * Removes what isn't accepted.
   *
   * @return whether nothing was; {@code false} when the object was accepted, or may have been
   */
  boolean abort(PromisedUpload upload) {
    PromisedUpload moved = upload.destination();
    return moved == null ? abortInPlace(upload) : abortMoved(upload, moved);
  }

  private boolean abortInPlace(PromisedUpload upload) {
    Finding found = inspection.of(upload);
    StoredObject object = found.object();
    return object == null || !found.fits() && upload.store().remove(upload.key(), object);
  }

  private boolean abortMoved(PromisedUpload upload, PromisedUpload moved) {
    return !moved.isThere() && emptied(upload, moved);
  }

  /**
   * Removes all that was sent. Without its source no copy can start, and those that have started
   * are ended; so what doesn't lie at the destination then never will.
   *
   * @return whether nothing lies at the destination
   */
  private boolean emptied(PromisedUpload upload, PromisedUpload moved) {
    for (int look = 0; look < MAX_VERSIONS; look++) {
      StoredObject object = upload.store().look(upload.key());
      if (object == null || !upload.promise().isOf(object)) {
        relocation.clear(moved);
        return !moved.isThere();
      }
      // In a bucket with versions, the one before comes to light.
      upload.store().remove(upload.key(), object);
    }
    throw upload.restless();
  }

  /** Returns the upload's object where it would be accepted, whatever it is like. */
  Finding last(PromisedUpload upload) {
    PromisedUpload moved = upload.destination();
    return inspection.of(moved == null ? upload : moved);
  }
}
