package io.uploadgrants.testkit.probe;

import io.uploadgrants.GrantKind;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.UploadServer;

/** Whether a server does wrong what it is asked to. */
final class FaultsProbe {

  private FaultsProbe() {}

  static boolean work(UploadServer server) {
    if (server.backend() != Backend.EMBEDDED) {
      return false;
    }
    // One of its own, so that nobody else's requests are met.
    try (UploadServer other = UploadServer.embedded()) {
      ProbeUploads uploads = new ProbeUploads(other);
      uploads.sendRight(uploads.grants(GrantKind.PRESIGNED_PUT).get());
      other.faults().slowDown(1);
      boolean slow = uploads.send(uploads.grants(GrantKind.PRESIGNED_PUT).get()).status() == 503;
      other.faults().clear();
      other.faults().resetAfter(1);
      boolean reset = uploads.send(uploads.grants(GrantKind.PRESIGNED_PUT).get()).status() == 0;
      other.faults().clear();
      uploads.sendRight(uploads.grants(GrantKind.PRESIGNED_PUT).get());
      return slow && reset;
    }
  }
}
