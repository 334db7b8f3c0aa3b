package io.uploadgrants.testkit.hostile;

import io.uploadgrants.testkit.EmbeddedS3;
import io.uploadgrants.testkit.store.Store;

class EmbeddedHostileTextTests extends HostileTextSuite {

  private final EmbeddedS3 server = EmbeddedS3.builder().start();

  @Override
  Store open() {
    return Store.embedded(server);
  }

  @Override
  void closeServer() {
    server.close();
  }

  @Override
  boolean readsTags() {
    // S3Proxy takes tags, and answers 501 when they are read.
    return false;
  }

  @Override
  boolean keepsDispositionOfForms() {
    // S3Proxy checks the field against the policy, and then forgets it.
    return false;
  }
}
