package io.uploadgrants.testkit.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedMultipartTests extends MultipartSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
