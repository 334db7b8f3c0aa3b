package io.uploadgrants.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.function.Function;
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

  /**
   * Returns a resolver by the bearer token of {@code Authorization}, as RFC 6750, section 2.1, has
   * it. Without that header the caller is a guest; with another scheme, a token that isn't one, or
   * the header twice, the caller is refused with the code {@code authentication-required}.
   *
   * <pre>{@code
   * SubjectResolver.bearerToken(token -> tokens.verify(token).subject())
   * }</pre>
   *
   * @param subjectOfToken checks a token, never empty but otherwise as the client sent it, and
   *     returns whose it is; throws {@link io.uploadgrants.UploadRefusedException} when it isn't
   *     valid. A subject that is {@code null} or empty is refused too, never taken for a guest
   * @return the resolver
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750</a>
   */
  static SubjectResolver bearerToken(Function<String, ? extends @Nullable String> subjectOfToken) {
    return BearerTokens.resolver(subjectOfToken);
  }
}
