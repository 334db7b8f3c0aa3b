package io.uploadgrants.testkit.backend;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.util.Set;

class EmbeddedChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }

  @Override
  Set<ServerCheck> expected() {
    return Backend.EMBEDDED.declaredChecks();
  }
}
