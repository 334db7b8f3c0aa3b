package io.uploadgrants.testkit;

import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

class AttachedMinioChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }

  @Override
  Set<ServerCheck> expected() {
    return MinioBackend.CHECKS;
  }
}
