package io.uploadgrants.completion;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

@Needs(Equipment.SEAWEEDFS)
class SeaweedFsLargeMoveTests extends LargeMoveSuite {

  @Override
  UploadServer open() {
    return RunningServer.SEAWEEDFS.open();
  }
}
