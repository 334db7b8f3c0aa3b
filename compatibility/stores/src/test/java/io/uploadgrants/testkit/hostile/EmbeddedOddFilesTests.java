package io.uploadgrants.testkit.hostile;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedOddFilesTests extends OddFilesSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
