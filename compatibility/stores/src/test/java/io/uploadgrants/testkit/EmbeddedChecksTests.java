package io.uploadgrants.testkit;

import java.util.Set;

class EmbeddedChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }

  @Override
  Set<ServerCheck> expected() {
    return EmbeddedBackend.CHECKS;
  }
}
