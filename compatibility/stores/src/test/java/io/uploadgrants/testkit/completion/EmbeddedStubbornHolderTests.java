package io.uploadgrants.testkit.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedStubbornHolderTests extends StubbornHolderSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
