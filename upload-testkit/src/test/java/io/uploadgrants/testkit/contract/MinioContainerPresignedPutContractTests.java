package io.uploadgrants.testkit.contract;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

class MinioContainerPresignedPutContractTests extends PresignedPutContractTests {

  @Override
  protected UploadServer server() {
    return RunningServer.MINIO_CONTAINER.open();
  }
}
