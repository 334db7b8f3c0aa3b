package io.uploadgrants.sts;

import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.OverQuotaException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;

/**
 * The same failure for each of those who waited. An exception has the stack trace of one thread,
 * and whoever catches it may add to it, so none is thrown to several.
 */
final class FailureCopy {

  private FailureCopy() {}

  /** Returns a failure like the shared one; one of a type that isn't ours stays as it is. */
  static RuntimeException of(RuntimeException shared) {
    RuntimeException own = copy(shared);
    if (own != shared) {
      for (Throwable each : shared.getSuppressed()) {
        own.addSuppressed(each);
      }
    }
    return own;
  }

  private static RuntimeException copy(RuntimeException shared) {
    if (shared instanceof IssuanceFailedException failed) {
      return new IssuanceFailedException(failed.getMessage(), failed.getCause());
    }
    if (shared instanceof UploadConfigurationException wrong) {
      return new UploadConfigurationException(wrong.setting(), wrong.getMessage());
    }
    if (shared instanceof OverQuotaException later) {
      return new OverQuotaException(later.getMessage(), later.retryAfter());
    }
    if (shared.getClass() == UploadRefusedException.class) {
      UploadRefusedException refused = (UploadRefusedException) shared;
      return new UploadRefusedException(
          refused.code(), refused.getMessage(), refused.limit(), refused.given());
    }
    return shared;
  }
}
