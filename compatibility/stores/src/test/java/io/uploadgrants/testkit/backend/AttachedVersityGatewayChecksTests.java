package io.uploadgrants.testkit.backend;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

@Needs(Equipment.VERSITYGW)
class AttachedVersityGatewayChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return RunningServer.VERSITYGW.open();
  }

  @Override
  StorePreset preset() {
    return StorePreset.VERSITY_GATEWAY;
  }

  @Override
  Set<ServerCheck> expected() {
    return Backend.VERSITY_GATEWAY.declaredChecks();
  }
}
