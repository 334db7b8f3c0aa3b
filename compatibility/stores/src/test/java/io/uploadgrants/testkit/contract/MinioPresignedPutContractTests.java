package io.uploadgrants.testkit.contract;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

@Needs(Equipment.MINIO)
class MinioPresignedPutContractTests extends PresignedPutContractTests {

  @Override
  protected UploadServer server() {
    return RunningServer.MINIO.open();
  }
}
