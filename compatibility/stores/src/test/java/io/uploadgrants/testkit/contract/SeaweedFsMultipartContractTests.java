package io.uploadgrants.testkit.contract;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

@Needs(Equipment.SEAWEEDFS)
class SeaweedFsMultipartContractTests extends MultipartContractTests {

  @Override
  UploadServer open() {
    return RunningServer.SEAWEEDFS.open();
  }

  /** It takes a backslash for a slash. */
  @Override
  protected boolean keepsKey(String key) {
    return key.indexOf('\\') < 0;
  }
}
