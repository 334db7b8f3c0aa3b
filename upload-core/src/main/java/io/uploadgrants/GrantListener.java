package io.uploadgrants;

/**
 * Told of every grant and every refusal: for metrics and audit. Called on the thread of the
 * request; an exception thrown here reaches the caller, so that an audit that fails withholds the
 * grant.
 */
public interface GrantListener {

  /**
   * Called before a grant is handed out. A listener that is told after this one can still withhold
   * it; {@link #refused} is then called too, if what it throws is an {@link UploadException}.
   *
   * @param request what was asked for
   * @param grant what will be handed out; it holds secrets, so don't store it
   */
  default void granted(UploadRequest request, UploadGrant grant) {}

  /**
   * Called before an {@link UploadException} reaches the caller; other exceptions, such as those of
   * an authorizer that breaks, are told to nobody.
   *
   * @param request what was asked for
   * @param reason why it isn't granted
   */
  default void refused(UploadRequest request, UploadException reason) {}
}
