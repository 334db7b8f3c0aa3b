package io.uploadgrants.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedLargeMoveTests extends LargeMoveSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
