package io.uploadgrants.servlet;

import io.uploadgrants.UploadRequest;
import io.uploadgrants.http.UploadResponse;
import io.uploadgrants.http.uppy.UppyExchange;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the container has it.
 *
 * @param paths what is served below the base
 */
record ServletExchange(
    HttpServletRequest request,
    List<String> paths,
    SubjectResolver subjects,
    UploadRequestCustomizer customizer,
    CsrfHeaders csrf)
    implements UppyExchange {

  ServletExchange(
      HttpServletRequest request,
      List<String> paths,
      SubjectResolver subjects,
      UploadRequestCustomizer customizer) {
    this(request, paths, subjects, customizer, CsrfHeaders.none());
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  /** However the servlet is mapped. */
  @Override
  public String path() {
    String info = request.getPathInfo();
    if (info != null) {
      return info;
    }
    String path = request.getServletPath();
    HttpServletMapping mapping = request.getHttpServletMapping();
    if (mapping.getMappingMatch() == MappingMatch.DEFAULT) {
      return path;
    }
    // Mapped to one path: to the base itself, or to one such as /base/profiles besides it.
    return paths.stream()
        .filter(each -> path.endsWith(each) && path.length() > each.length())
        .findFirst()
        .orElse("");
  }

  @Override
  public @Nullable String query() {
    return request.getQueryString();
  }

  /** By the container's own words: what a request has before its servlet's path is its sender's. */
  @Override
  public String base() {
    String mapped = request.getPathInfo() == null ? "" : request.getServletPath();
    return request.getServletContext().getContextPath() + encoded(mapped);
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException noPath) {
      throw new IllegalStateException(
          "The container has mapped something else than a path", noPath);
    }
  }

  /** Sends what a caller is told. */
  static void send(UploadResponse answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (answer.size() > 0) {
      answer.writeTo(response.getOutputStream());
    }
  }

  @Override
  public Map<String, String> csrfHeaders() {
    return csrf.of(request);
  }

  @Override
  public List<String> headers(String name) {
    Enumeration<String> values = request.getHeaders(name);
    // Null where the container lets nobody see its headers.
    return values == null ? List.of() : Collections.list(values);
  }

  @Override
  public long contentLength() {
    return request.getContentLengthLong();
  }

  @Override
  public InputStream body() throws IOException {
    return request.getInputStream();
  }

  @Override
  public @Nullable String subject() {
    return subjects.subject(request);
  }

  @Override
  public void customize(UploadRequest.Builder upload) {
    customizer.customize(upload, request);
  }
}
