package io.uploadgrants.browsers;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** What goes wrong between a page and its application, because a test asked for it. */
final class Trouble implements Filter {

  private final Map<String, Integer> lost = new ConcurrentHashMap<>();
  private final Map<String, Integer> busy = new ConcurrentHashMap<>();

  /**
   * Does what the next request of a path asks for, and ends its connection in place of the answer.
   */
  void loseAnswer(String path) {
    lost.merge(path, 1, Integer::sum);
  }

  /** Answers the next request of a path with 429, and to come again after a second. */
  void beBusy(String path) {
    busy.merge(path, 1, Integer::sum);
  }

  void clear() {
    lost.clear();
    busy.clear();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = ((HttpServletRequest) request).getRequestURI();
    if (take(busy, path)) {
      HttpServletResponse answer = (HttpServletResponse) response;
      answer.setHeader("Retry-After", "1");
      answer.setStatus(429);
      return;
    }
    if (take(lost, path)) {
      chain.doFilter(request, new Unsent((HttpServletResponse) response));
      ServletContextRequest.getServletContextRequest(request)
          .getConnectionMetaData()
          .getConnection()
          .getEndPoint()
          .close();
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean take(Map<String, Integer> asked, String path) {
    Integer left = asked.computeIfPresent(path, (same, times) -> times - 1);
    if (left != null && left <= 0) {
      asked.remove(path);
    }
    return left != null;
  }
}
