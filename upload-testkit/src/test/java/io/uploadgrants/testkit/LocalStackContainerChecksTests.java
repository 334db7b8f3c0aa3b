package io.uploadgrants.testkit;

import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

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
