package io.uploadgrants.testkit.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedTransferTests extends TransferSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
