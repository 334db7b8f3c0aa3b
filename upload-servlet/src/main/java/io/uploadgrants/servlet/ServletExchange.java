package io.uploadgrants.servlet;

import io.uploadgrants.UploadRequest;
import io.uploadgrants.http.UploadExchange;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
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
    UploadRequestCustomizer customizer)
    implements UploadExchange {

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
