package io.uploadgrants.browsers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page, under the strictest policy that lets it reach the store, and the built client. */
final class PageServlet extends HttpServlet {

  private static final Path PAGE = Path.of("src/test/resources/page");
  private static final Path CLIENT = Path.of("../../clients/browser/dist");

  private final String policy;

  PageServlet(URI store) {
    this.policy = "default-src 'self'; connect-src 'self' " + store;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    String name = path.equals("/") ? "index.html" : path.substring(1);
    Path own = PAGE.resolve(name);
    Path file = Files.exists(own) ? own : CLIENT.resolve(name);
    if (!name.matches("[a-z-]+\\.(html|js)") || !Files.exists(file)) {
      response.sendError(404);
      return;
    }
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(name.endsWith(".js") ? "text/javascript" : "text/html");
    response.setCharacterEncoding("UTF-8");
    Files.copy(file, response.getOutputStream());
  }
}
