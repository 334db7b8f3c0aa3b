package io.uploadgrants.testkit.attack;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Map;

@Needs(Equipment.VERSITYGW)
class VersityGatewayAttackTests extends AttackSuite {

  private static final String FIRST = "versitygw reads the first value, which is the granted one";
  private static final String LAST = "versitygw reads the last value, which is the granted one";

  @Override
  StorePreset preset() {
    return StorePreset.VERSITY_GATEWAY;
  }

  @Override
  UploadServer open() {
    return RunningServer.VERSITYGW.open();
  }

  @Override
  Map<String, String> harmless() {
    return Map.ofEntries(
        Map.entry("put, query doubled, the same: *", FIRST),
        Map.entry("put, query doubled, another behind: *", FIRST),
        Map.entry("form, field doubled, the same: *", LAST),
        Map.entry("form, field doubled, another before: *", LAST),
        Map.entry("form, file: before the fields", "the fields are obeyed all the same"));
  }

  @Override
  Map<String, String> harmful() {
    return Map.of(
        "put, header added: expires",
        EXPIRES,
        "put, body: broken off",
        "versitygw keeps what came; no size is claimed there without a checksum, which refuses it");
  }
}
