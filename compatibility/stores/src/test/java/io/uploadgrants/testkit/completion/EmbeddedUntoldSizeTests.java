package io.uploadgrants.testkit.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedUntoldSizeTests extends UntoldSizeSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
