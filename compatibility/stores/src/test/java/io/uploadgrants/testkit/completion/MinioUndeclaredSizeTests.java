package io.uploadgrants.testkit.completion;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

@Needs(Equipment.MINIO)
class MinioUndeclaredSizeTests extends UndeclaredSizeSuite {

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }
}
