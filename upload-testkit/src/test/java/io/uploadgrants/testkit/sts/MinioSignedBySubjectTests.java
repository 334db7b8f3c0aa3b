package io.uploadgrants.testkit.sts;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

class MinioSignedBySubjectTests extends SignedBySubjectTests {

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }
}
