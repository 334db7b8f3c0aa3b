package io.uploadgrants.docs.performing;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;

@Needs({Equipment.MINIO, Equipment.HTTP_CLIENTS})
class MinioScriptsTests extends ScriptsSuite {

  @Override
  UploadServer open() {
    return Minio.open();
  }
}
