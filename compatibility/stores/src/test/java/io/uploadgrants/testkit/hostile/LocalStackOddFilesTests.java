package io.uploadgrants.testkit.hostile;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

@Needs(Equipment.LOCALSTACK)
class LocalStackOddFilesTests extends OddFilesSuite {

  @Override
  UploadServer open() {
    return RunningServer.LOCALSTACK.open();
  }
}
