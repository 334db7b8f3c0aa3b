package io.uploadgrants.testkit.hostile;

import io.uploadgrants.testkit.store.Store;

class MinioHostileTextTests extends HostileTextSuite {

  @Override
  Store open() {
    return Store.running("MinIO", "MINIO");
  }

  @Override
  boolean takesUnicodeTags() {
    // MinIO refuses them with InvalidTag.
    return false;
  }
}
