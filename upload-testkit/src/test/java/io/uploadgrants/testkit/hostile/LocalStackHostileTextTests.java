package io.uploadgrants.testkit.hostile;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

class LocalStackHostileTextTests extends HostileTextSuite {

  @Override
  UploadServer open() {
    return RunningServer.LOCALSTACK.open();
  }
}
