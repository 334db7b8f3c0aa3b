package io.uploadgrants.testkit.hostile;

import io.uploadgrants.testkit.store.Store;

class LocalStackHostileTextTests extends HostileTextSuite {

  @Override
  Store open() {
    return Store.running("LocalStack", "LOCALSTACK");
  }
}
