package io.uploadgrants.testkit;

import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

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
