package io.uploadgrants.testkit.contract;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;

@Needs(Equipment.RADOSGW)
class CephGatewayPostPolicyContractTests extends PostPolicyContractTests {

  @Override
  protected UploadServer server() {
    return RunningServer.RADOSGW.open();
  }

  /** In a policy it reads no character beyond the first 65,536. */
  @Override
  protected boolean keepsKey(String key) {
    return key.codePoints().allMatch(Character::isBmpCodePoint);
  }
}
