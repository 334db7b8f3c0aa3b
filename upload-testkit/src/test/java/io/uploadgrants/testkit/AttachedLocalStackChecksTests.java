package io.uploadgrants.testkit;

import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

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
