package io.uploadgrants.docs.performing;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;

@Needs(Equipment.HTTP_CLIENTS)
class EmbeddedScriptsTests extends ScriptsSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }
}
