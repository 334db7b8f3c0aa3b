package io.uploadgrants.spring.login;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The tokens that callers log in with, as far as the starter knows them. */
interface LoginTokens {

  /**
   * Checks a token that nobody has checked yet.
   *
   * @param token as the client sent it
   * @return whose it is
   * @throws io.uploadgrants.UploadRefusedException when it isn't valid
   */
  String subjectOf(String token);

  /**
   * Returns the token that a login was made with, by whoever made the login.
   *
   * @param login the request's principal
   * @return the token, or {@code null} when the login shows none
   * @throws io.uploadgrants.UploadRefusedException when it shows one that isn't for this
   *     application
   */
  @Nullable String tokenOf(Principal login);
}
