package io.uploadgrants.testkit.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedRacedUploadTests extends RacedUploadSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
