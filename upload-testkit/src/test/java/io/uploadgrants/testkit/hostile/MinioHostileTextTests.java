package io.uploadgrants.testkit.hostile;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

class MinioHostileTextTests extends HostileTextSuite {

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }

  @Override
  boolean takesUnicodeTags() {
    // MinIO refuses them with InvalidTag.
    return false;
  }
}
