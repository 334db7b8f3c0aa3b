package io.uploadgrants.testkit.sts;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

@Needs(Equipment.MINIO)
class MinioSigningReachTests extends SigningReachTests {

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }
}
