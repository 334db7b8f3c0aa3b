package io.uploadgrants.testkit.embedded.http;

import io.uploadgrants.testkit.embedded.request.S3Error;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Locale;

/** An answer: errors become S3's XML, and the headers for browsers can be left out. */
public final class S3Answer extends HttpServletResponseWrapper {

  private final boolean dropsCors;

  public S3Answer(HttpServletResponse response, boolean dropsCors) {
    super(response);
    this.dropsCors = dropsCors;
  }

  private boolean drops(String name) {
    return dropsCors && name.toLowerCase(Locale.ROOT).startsWith("access-control-");
  }

  @Override
  public void setHeader(String name, String value) {
    if (!drops(name)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!drops(name)) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void sendError(int status) {
    sendError(status, "The request was refused.");
  }

  /** The container would answer with a page. */
  @Override
  public void sendError(int status, String message) {
    String code =
        switch (status) {
          case 403 -> "AccessDenied";
          case 404 -> "NoSuchKey";
          case 405 -> "MethodNotAllowed";
          case 412 -> "PreconditionFailed";
          case 501 -> "NotImplemented";
          default -> status >= 500 ? "InternalError" : "InvalidRequest";
        };
    throw new S3Error(status, code, message);
  }
}
