package io.uploadgrants.testkit.probe;

import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.UploadServer;
import java.time.Duration;
import java.time.InstantSource;

/** Whether a server looks at the time, and whose it is. */
final class TimeProbes {

  private TimeProbes() {}

  static boolean refusesExpired(ProbeUploads uploads, GrantKind kind) {
    InstantSource tenMinutesAgo = () -> uploads.clock().instant().minus(Duration.ofMinutes(10));
    uploads.delete(uploads.sendRight(uploads.grants(kind).get()));
    UploadGrant expired =
        uploads.grants(kind, p -> p, r -> r, uploads.server().credentials(), tenMinutesAgo).get();
    return uploads.refuses(expired);
  }

  static boolean canBeMoved(UploadServer server) {
    if (server.backend() != Backend.EMBEDDED) {
      return false;
    }
    // One of its own, because time only goes forward.
    try (UploadServer other = UploadServer.embedded()) {
      ProbeUploads uploads = new ProbeUploads(other);
      for (GrantKind kind : uploads.kinds()) {
        uploads.sendRight(uploads.grants(kind).get());
        UploadGrant expired = uploads.grants(kind).get();
        other.clock().advance(Duration.ofHours(1));
        if (uploads.send(expired).accepted()) {
          return false;
        }
        uploads.sendRight(uploads.grants(kind).get());
      }
      return true;
    }
  }
}
