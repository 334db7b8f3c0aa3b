package io.uploadgrants.testkit.contract;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

class MinioTemporaryCredentialsContractTests extends TemporaryCredentialsContractTests {

  @Override
  protected UploadServer server() {
    return RunningServer.MINIO.open();
  }
}
