package io.uploadgrants.testkit.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedCompletionTests extends CompletionSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
