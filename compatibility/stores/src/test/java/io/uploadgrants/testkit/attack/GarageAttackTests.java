package io.uploadgrants.testkit.attack;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Map;

@Needs(Equipment.GARAGE)
class GarageAttackTests extends AttackSuite {

  @Override
  StorePreset preset() {
    return StorePreset.GARAGE;
  }

  @Override
  UploadServer open() {
    return RunningServer.GARAGE.open();
  }

  @Override
  Map<String, String> harmless() {
    return andParts(Map.of());
  }

  @Override
  Map<String, String> harmful() {
    return Map.of("put, header added: expires", EXPIRES);
  }
}
