package io.uploadgrants;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** One prefix for each subject. */
record SubjectFolder(String prefix) implements ObjectKeyPolicy {

  SubjectFolder {
    ObjectKeys.checkConfigured(prefix);
  }

  @Override
  public boolean needsSubject() {
    return true;
  }

  @Override
  public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
    if (request.subject() == null) {
      // Guests would share one folder, and replace each other's objects.
      throw new UploadRefusedException(
          ErrorCode.AUTHENTICATION_REQUIRED,
          "Profile '%s' has a folder for each user, and guests have none; log in first."
              .formatted(request.profile()),
          null,
          null);
    }
    StringBuilder key = new StringBuilder(64).append(prefix).append('/');
    RandomKeyPolicy.appendSubject(key, request.subject());
    return key.append('/').toString();
  }
}
