package io.uploadgrants.testkit;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

@Needs(Equipment.LOCALSTACK_CONTAINER)
class LocalStackContainerChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return RunningServer.LOCALSTACK_CONTAINER.open();
  }

  @Override
  Set<ServerCheck> expected() {
    return LocalStackBackend.CHECKS;
  }
}
