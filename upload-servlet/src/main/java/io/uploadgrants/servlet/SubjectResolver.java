package io.uploadgrants.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Says who is asking, from the application's own login. */
@FunctionalInterface
public interface SubjectResolver {

  /**
   * Returns who sent a request.
   *
   * @param request the request; nothing in it proves who sent it, unless the container or a filter
   *     has checked it
   * @return a stable id of 1 to 1,024 characters; {@code null} or an empty text for a guest
   * @throws io.uploadgrants.UploadRefusedException when the caller may not ask at all
   */
  @Nullable String subject(HttpServletRequest request);

  /**
   * Returns the default: the name of the request's user principal.
   *
   * @return a resolver by {@link HttpServletRequest#getUserPrincipal()}
   */
  static SubjectResolver userPrincipal() {
    return request -> {
      Principal principal = request.getUserPrincipal();
      return principal == null ? null : principal.getName();
    };
  }
}
