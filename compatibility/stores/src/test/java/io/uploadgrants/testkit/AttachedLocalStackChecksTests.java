package io.uploadgrants.testkit;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
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
    return LocalStackBackend.CHECKS;
  }
}
