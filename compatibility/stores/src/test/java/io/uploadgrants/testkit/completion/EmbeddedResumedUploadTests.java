package io.uploadgrants.testkit.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedResumedUploadTests extends ResumedUploadSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
