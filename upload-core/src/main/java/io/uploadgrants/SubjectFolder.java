package io.uploadgrants;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One prefix for each subject. */
record SubjectFolder(String prefix) implements FolderPolicy {

  SubjectFolder {
    ObjectKeys.checkConfigured(prefix);
  }

  @Override
  public boolean shared() {
    return false;
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
          ErrorText.of(
              "Profile '%s' has a folder for each user, and guests have none; log in first.",
              request.profile()),
          null,
          null);
    }
    return prefixFor(request.subject());
  }

  @Override
  public String prefixFor(@Nullable String subject) {
    StringBuilder folder = new StringBuilder(64).append(prefix).append('/');
    RandomKeyPolicy.appendSubject(folder, subject);
    return folder.append('/').toString();
  }
}
