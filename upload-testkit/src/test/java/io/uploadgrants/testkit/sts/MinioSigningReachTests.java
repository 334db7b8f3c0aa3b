package io.uploadgrants.testkit.sts;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

class MinioSigningReachTests extends SigningReachTests {

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }
}
