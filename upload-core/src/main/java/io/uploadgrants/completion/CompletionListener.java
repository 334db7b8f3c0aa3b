package io.uploadgrants.completion;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;

/**
 * Told how uploads end. Each end is told at least once, and again when it is asked for again, also
 * on another node: {@link CompletedUpload#id()} is then the same. Called on the thread of the
 * request.
 */
public interface CompletionListener {

  /**
   * Called before an upload's completion is returned. An exception thrown here reaches the caller,
   * who can ask again.
   *
   * @param upload what was accepted
   */
  default void completed(CompletedUpload upload) {}

  /**
   * Called after an object that differs from what was promised was removed. As long as the grant is
   * valid, its holder can upload again, and complete that under the same id. What is thrown here is
   * logged, and changes nothing.
   *
   * @param upload what was promised
   * @param reason how it differs
   */
  default void rejected(TicketClaims upload, UploadRefusedException reason) {}

  /**
   * Called after an upload was aborted. As long as the grant is valid, its holder can upload again.
   * What is thrown here is logged, and changes nothing.
   *
   * @param upload what was promised
   */
  default void aborted(TicketClaims upload) {}
}
