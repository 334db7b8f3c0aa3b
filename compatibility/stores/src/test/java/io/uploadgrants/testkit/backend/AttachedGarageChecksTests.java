package io.uploadgrants.testkit.backend;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

@Needs(Equipment.GARAGE)
class AttachedGarageChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return RunningServer.GARAGE.open();
  }

  @Override
  StorePreset preset() {
    return StorePreset.GARAGE;
  }

  @Override
  Set<ServerCheck> expected() {
    return StoreChecks.GARAGE;
  }
}
