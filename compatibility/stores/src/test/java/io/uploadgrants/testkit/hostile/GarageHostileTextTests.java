package io.uploadgrants.testkit.hostile;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

@Needs(Equipment.GARAGE)
class GarageHostileTextTests extends HostileTextSuite {

  @Override
  UploadServer open() {
    return RunningServer.GARAGE.open();
  }
}
