package io.uploadgrants;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** One prefix for everybody. */
record SharedFolder(String prefix) implements ObjectKeyPolicy {

  SharedFolder {
    ObjectKeys.checkConfigured(prefix);
  }

  @Override
  public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
    return prefix + "/";
  }

  @Override
  public boolean shared() {
    return true;
  }
}
