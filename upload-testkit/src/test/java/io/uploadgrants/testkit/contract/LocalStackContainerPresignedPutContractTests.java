package io.uploadgrants.testkit.contract;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

class LocalStackContainerPresignedPutContractTests extends PresignedPutContractTests {

  @Override
  protected UploadServer server() {
    return RunningServer.LOCALSTACK_CONTAINER.open();
  }
}
