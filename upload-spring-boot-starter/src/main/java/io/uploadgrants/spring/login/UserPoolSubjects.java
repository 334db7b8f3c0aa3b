package io.uploadgrants.spring.login;

import io.uploadgrants.servlet.SubjectResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says who asks where a user pool is configured. Whom the container or a filter has logged in comes
 * before the token that the request brings; but a token, whoever made a login of it, must be one of
 * the pool.
 */
final class UserPoolSubjects implements SubjectResolver {

  private final LoginTokens tokens;
  private final SubjectResolver bearer;

  UserPoolSubjects(LoginTokens tokens) {
    this.tokens = tokens;
    this.bearer = SubjectResolver.bearerToken(tokens::subjectOf);
  }

  @Override
  public @Nullable String subject(HttpServletRequest request) {
    Principal login = request.getUserPrincipal();
    if (login == null) {
      return bearer.subject(request);
    }
    // A login may hide the token that it was made with, as Spring Security erases credentials.
    if (tokens.tokenOf(login) == null && bringsToken(request)) {
      bearer.subject(request);
    }
    return login.getName();
  }

  /** Other schemes, such as Basic, log callers in by other means than tokens. */
  private static boolean bringsToken(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Authorization")).stream()
        .anyMatch(header -> header.strip().toLowerCase(Locale.ROOT).startsWith("bearer"));
  }
}
