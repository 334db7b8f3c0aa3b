package io.uploadgrants.testkit;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

@Needs(Equipment.MINIO_CONTAINER)
class MinioContainerChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return RunningServer.MINIO_CONTAINER.open();
  }

  @Override
  Set<ServerCheck> expected() {
    return MinioBackend.CHECKS;
  }
}
