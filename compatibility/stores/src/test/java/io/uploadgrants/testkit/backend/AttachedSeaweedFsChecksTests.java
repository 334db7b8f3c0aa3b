package io.uploadgrants.testkit.backend;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

@Needs(Equipment.SEAWEEDFS)
class AttachedSeaweedFsChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return RunningServer.SEAWEEDFS.open();
  }

  @Override
  StorePreset preset() {
    return StorePreset.SEAWEED_FS;
  }

  @Override
  Set<ServerCheck> expected() {
    return StoreChecks.SEAWEEDFS;
  }
}
