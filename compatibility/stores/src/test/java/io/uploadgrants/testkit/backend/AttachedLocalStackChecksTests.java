package io.uploadgrants.testkit.backend;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

@Needs(Equipment.LOCALSTACK)
class AttachedLocalStackChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return RunningServer.LOCALSTACK.open();
  }

  @Override
  Set<ServerCheck> expected() {
    return Backend.LOCALSTACK.declaredChecks();
  }
}
