package io.uploadgrants.testkit.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedUndeclaredSizeTests extends UndeclaredSizeSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
