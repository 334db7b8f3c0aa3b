package io.uploadgrants;

/** The application's own say in whether a request is granted. */
@FunctionalInterface
public interface GrantAuthorizer {

  /**
   * Returns when the request may be granted. Called after the request was checked against its
   * profile, and before a key is made or anything is signed.
   *
   * @param request what is asked for
   * @param profile the profile that it names
   * @throws UploadRefusedException {@linkplain UploadRefusedException#denied denied} when it may
   *     not
   * @throws OverQuotaException when it may not yet
   */
  void authorize(UploadRequest request, UploadProfile profile);
}
