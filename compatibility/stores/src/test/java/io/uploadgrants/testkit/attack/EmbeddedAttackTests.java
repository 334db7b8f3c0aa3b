package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.contract.ServersSts;
import java.util.Map;

class EmbeddedAttackTests extends AttackSuite {

  @Override
  String role() {
    return ServersSts.ROLE;
  }

  @Override
  UploadServer open() {
    return UploadServer.embedded();
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
