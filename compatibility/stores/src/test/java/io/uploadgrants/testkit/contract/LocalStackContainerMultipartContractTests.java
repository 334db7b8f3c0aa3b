package io.uploadgrants.testkit.contract;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

@Needs(Equipment.LOCALSTACK_CONTAINER)
class LocalStackContainerMultipartContractTests extends MultipartContractTests {

  @Override
  UploadServer open() {
    return RunningServer.LOCALSTACK_CONTAINER.open();
  }
}
