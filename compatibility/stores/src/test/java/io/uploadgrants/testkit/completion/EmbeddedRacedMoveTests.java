package io.uploadgrants.testkit.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedRacedMoveTests extends RacedMoveSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
