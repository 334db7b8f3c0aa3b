package io.uploadgrants.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/**
 * Says which headers a request needs so that the application's own protection against cross-site
 * requests lets it pass. Uppy 6 is told them where it is sent to the application again, and can't
 * be told otherwise. Thread-safe.
 *
 * <pre>{@code
 * request -> Map.of("X-CSRF-TOKEN", tokenOf(request.getSession()))
 * }</pre>
 */
@FunctionalInterface
public interface CsrfHeaders {

  /**
   * Returns the headers for further requests of a caller.
   *
   * @param request a request of the same caller, which was let pass
   * @return the values by the headers' names; empty where there is no such protection
   */
  Map<String, String> of(HttpServletRequest request);

  /**
   * Returns the default.
   *
   * @return no headers
   */
  static CsrfHeaders none() {
    return request -> Map.of();
  }
}
