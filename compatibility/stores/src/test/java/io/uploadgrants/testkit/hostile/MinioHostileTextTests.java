package io.uploadgrants.testkit.hostile;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

@Needs(Equipment.MINIO)
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
