package io.uploadgrants.testkit.hostile;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedHostileTextTests extends HostileTextSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
