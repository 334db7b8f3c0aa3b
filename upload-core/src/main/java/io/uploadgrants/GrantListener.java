package io.uploadgrants;

/**
 * Told of every outcome: for metrics and audit, and to release what an authorizer has reserved.
 * Called on the thread of the request.
 *
 * <p>Each call of {@link UploadGrants#grant} that returns has told every listener of its grant.
 * Each call that throws has told every listener of a refusal or a failure, after everything else:
 * also those that had been told of a grant, which a later listener has withheld; and also of
 * requests that no {@link GrantAuthorizer} was asked of. So whoever releases what an authorizer has
 * reserved remembers for which request that was: the very same object is handed to both.
 */
public interface GrantListener {

  /**
   * Called before a grant is handed out. An exception thrown here reaches the caller and withholds
   * the grant, so that an audit that fails withholds it. {@link #refused} or {@link #failed} is
   * then called for every listener, this one among them.
   *
   * @param request what was asked for
   * @param grant what will be handed out; it holds secrets, so don't store it
   */
  default void granted(UploadRequest request, UploadGrant grant) {}

  /**
   * Called before an {@link UploadException} reaches the caller. What is thrown here is logged, and
   * changes nothing.
   *
   * @param request what was asked for
   * @param reason why it isn't granted
   */
  default void refused(UploadRequest request, UploadException reason) {}

  /**
   * Called before anything else than an {@link UploadException} reaches the caller: an error, or
   * what an authorizer, a key policy, a strategy or a listener has thrown. What is thrown here is
   * logged, and changes nothing.
   *
   * @param request what was asked for
   * @param cause what was thrown
   */
  default void failed(UploadRequest request, Throwable cause) {}
}
