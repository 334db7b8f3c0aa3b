package io.uploadgrants.testkit.backend;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.util.Set;

@Needs(Equipment.VERSITYGW_BINARY)
class VersityGatewayProgramChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return new OpenServer(new VersityGatewayProgram(Equipment.VERSITYGW_BINARY.binary()).start());
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
