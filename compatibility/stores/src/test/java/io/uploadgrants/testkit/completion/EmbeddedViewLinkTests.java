package io.uploadgrants.testkit.completion;

import io.uploadgrants.testkit.UploadServer;

class EmbeddedViewLinkTests extends ViewLinkSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
