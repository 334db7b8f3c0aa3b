package io.uploadgrants.sts;

import io.uploadgrants.aws.Deadline;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** A session that is being asked for, and then the session or why there is none. */
final class PendingSession extends CompletableFuture<RenewableSession> {

  private final Deadline deadline;

  /** What the tries until now ended in, for those whose time is up before the next one ends. */
  private volatile @Nullable SdkException lastFailure;

  private volatile boolean ranOut;

  /**
   * Creates one.
   *
   * @param deadline until when the one who asks for it waits
   */
  PendingSession(Deadline deadline) {
    this.deadline = deadline;
  }

  Deadline deadline() {
    return deadline;
  }

  void failedOnce(SdkException failure) {
    this.lastFailure = failure;
  }

  @Nullable SdkException lastFailure() {
    return lastFailure;
  }

  /** Says that there was no time for one more try, which might have gone well. */
  void ranOutOfTime() {
    this.ranOut = true;
  }

  /** Returns whether time was all that it had too little of. */
  boolean hasRunOut() {
    return isDone() ? ranOut : deadline.left().isNegative();
  }
}
