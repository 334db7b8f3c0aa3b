package io.uploadgrants.spring.login;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.csrf.CsrfToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser with its cookies, in front of Spring Security's filters and of Uppy's servlet. */
final class LoggedInBrowser {

  /** The headers that the page sends with each request of its own. */
  final Map<String, String> headers = new LinkedHashMap<>();

  private final FilterChainProxy filters;
  private final Servlet servlet;
  private final Map<String, Cookie> cookies = new HashMap<>();
  private MockHttpSession session = new MockHttpSession();
  private String pagesToken = "";

  LoggedInBrowser(ApplicationContext context) {
    this.filters = context.getBean(FilterChainProxy.class);
    ServletRegistrationBean<?> uppy =
        context.getBean("uploadUppyServletRegistration", ServletRegistrationBean.class);
    this.servlet = Objects.requireNonNull(uppy.getServlet());
  }

  /** Opens a page, which has the token for its scripts, and signs in by the application's form. */
  void login() throws Exception {
    open();
    MockHttpServletRequest login = request("POST", "/login", Map.of());
    login.addParameter("username", "alice");
    login.addParameter("password", "secret");
    login.addParameter("_csrf", pagesToken);
    MockHttpServletResponse signedIn = send(login);
    assertThat(signedIn.getStatus()).isEqualTo(302);
    assertThat(signedIn.getRedirectedUrl()).doesNotContain("error");
    open();
  }

  private void open() throws Exception {
    MockHttpServletRequest page = request("GET", "/page", Map.of());
    send(page);
    if (page.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      pagesToken = token.getToken();
    }
  }

  /** Returns what a page has rendered for its scripts. */
  String pagesToken() {
    return pagesToken;
  }

  String cookie(String name) {
    return Objects.requireNonNull(cookies.get(name), name).getValue();
  }

  private MockHttpServletRequest request(String method, String path, Map<String, String> more) {
    URI uri = URI.create(path);
    MockHttpServletRequest request = new MockHttpServletRequest(method, uri.getRawPath());
    if (uri.getPath().startsWith("/uppy/")) {
      request.setServletPath("/uppy");
      request.setPathInfo(uri.getPath().substring("/uppy".length()));
    } else {
      request.setServletPath(uri.getPath());
    }
    request.setQueryString(uri.getRawQuery());
    request.setSession(session);
    request.setCookies(cookies.values().toArray(Cookie[]::new));
    more.forEach(request::addHeader);
    return request;
  }

  private MockHttpServletResponse send(MockHttpServletRequest request) throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    new MockFilterChain(servlet, filters).doFilter(request, response);
    for (Cookie cookie : response.getCookies()) {
      cookies.put(cookie.getName(), cookie);
    }
    if (request.getSession(false) instanceof MockHttpSession now) {
      session = now;
    }
    return response;
  }

  /** Sends a request with exactly these headers, beside the cookies. */
  MockHttpServletResponse send(String method, String path, String body, Map<String, String> exact)
      throws Exception {
    MockHttpServletRequest request = request(method, path, exact);
    request.setContent(body.getBytes(StandardCharsets.UTF_8));
    return send(request);
  }

  /** Sends JSON with the page's own headers, as Uppy 5 and a page's fetch do. */
  MockHttpServletResponse json(String method, String path, String body) throws Exception {
    Map<String, String> all = new LinkedHashMap<>(headers);
    if (!body.isEmpty()) {
      all.put("Content-Type", "application/json");
    }
    return send(method, path, body, all);
  }

  static JsonNode ok(MockHttpServletResponse response) throws Exception {
    assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
    return JsonMapper.shared().readTree(response.getContentAsString());
  }

  /** Sends a part to the store, and returns its entity tag. */
  static String put(String url, byte[] part) throws IOException, InterruptedException {
    HttpResponse<String> stored =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url))
                    .PUT(BodyPublishers.ofByteArray(part))
                    .build(),
                BodyHandlers.ofString());
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
    return stored.headers().firstValue("ETag").orElseThrow();
  }
}
