package io.uploadgrants.testkit.attack;

import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadRequest;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** An application's own folders, which have their subjects' texts as they are. */
record RawFolders() implements ObjectKeyPolicy {

  @Override
  public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
    return "raw/" + request.subject();
  }

  @Override
  public boolean shared() {
    return false;
  }
}
