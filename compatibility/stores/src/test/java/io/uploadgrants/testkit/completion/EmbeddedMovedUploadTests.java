package io.uploadgrants.testkit.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedMovedUploadTests extends MovedUploadSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
