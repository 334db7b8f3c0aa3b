package io.uploadgrants.testkit.backend;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

@Needs(Equipment.MINIO)
class AttachedMinioChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }

  @Override
  StorePreset preset() {
    return StorePreset.MINIO;
  }

  @Override
  Set<ServerCheck> expected() {
    return Backend.MINIO.declaredChecks();
  }
}
