package io.uploadgrants.servlet;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bearer token of a request, as RFC 6750, section 2.1, has it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750</a>
 */
public final class BearerTokens {

  /** RFC 6750's {@code b64token}, behind a scheme in any case and, as RFC 9110 has it, spaces. */
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) ++([A-Za-z0-9._~+/-]++=*+)");

  private BearerTokens() {}

  /**
   * Returns the token of a request's {@code Authorization}. It is hostile text until it is
   * verified, as {@link SubjectResolver#bearerToken} has done with it by the time that an {@link
   * UploadRequestCustomizer} is called.
   *
   * @param request the request
   * @return the token, never empty; {@code null} without that header
   * @throws UploadRefusedException {@code authentication-required} when the header has another
   *     scheme or no token, or is there twice
   */
  public static @Nullable String of(HttpServletRequest request) {
    Enumeration<String> headers = request.getHeaders("Authorization");
    if (headers == null || !headers.hasMoreElements()) {
      return null;
    }
    Matcher bearer = BEARER.matcher(headers.nextElement());
    if (headers.hasMoreElements() || !bearer.matches()) {
      throw refused(
          "The request's Authorization isn't one bearer token; send the header once, as 'Bearer' and the token, or leave it out.");
    }
    return bearer.group(1);
  }

  static SubjectResolver resolver(Function<String, ? extends @Nullable String> subjectOfToken) {
    Objects.requireNonNull(subjectOfToken, "subjectOfToken");
    return request -> {
      String token = of(request);
      return token == null ? null : subject(subjectOfToken.apply(token));
    };
  }

  private static String subject(@Nullable String subject) {
    if (subject == null || subject.isEmpty()) {
      throw refused("The request's bearer token names nobody; sign in and send the new token.");
    }
    return subject;
  }

  private static UploadRefusedException refused(String message) {
    return new UploadRefusedException(ErrorCode.AUTHENTICATION_REQUIRED, message, null, null);
  }
}
