package io.uploadgrants;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One prefix for everybody. */
record SharedFolder(String prefix) implements FolderPolicy {

  SharedFolder {
    ObjectKeys.checkConfigured(prefix);
  }

  @Override
  public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
    return prefixFor(request.subject());
  }

  @Override
  public String prefixFor(@Nullable String subject) {
    return prefix + "/";
  }

  @Override
  public boolean shared() {
    return true;
  }
}
