package io.uploadgrants.docs.performing;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedJavaClientsTests extends JavaClientsSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
