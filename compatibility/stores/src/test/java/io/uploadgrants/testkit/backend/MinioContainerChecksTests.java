package io.uploadgrants.testkit.backend;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
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
    return Backend.MINIO.declaredChecks();
  }
}
