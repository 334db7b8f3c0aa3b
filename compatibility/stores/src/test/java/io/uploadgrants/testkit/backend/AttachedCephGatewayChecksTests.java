package io.uploadgrants.testkit.backend;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

@Needs(Equipment.RADOSGW)
class AttachedCephGatewayChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return RunningServer.RADOSGW.open();
  }

  @Override
  StorePreset preset() {
    return StorePreset.CEPH_RGW;
  }

  @Override
  Set<ServerCheck> expected() {
    return StoreChecks.CEPH;
  }
}
