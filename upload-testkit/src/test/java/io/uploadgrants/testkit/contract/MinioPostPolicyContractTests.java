package io.uploadgrants.testkit.contract;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

class MinioPostPolicyContractTests extends PostPolicyContractTests {

  @Override
  protected UploadServer server() {
    return RunningServer.MINIO.open();
  }
}
