package io.uploadgrants.testkit.embedded;

import io.uploadgrants.testkit.embedded.query.QueryForm;
import io.uploadgrants.testkit.embedded.request.Form;
import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import io.uploadgrants.testkit.embedded.signature.SignatureMismatch;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a form. Of what S3Proxy answers, the headers count; status, {@code Location} and
 * body are S3's.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html">POST
 *     Object</a>
 */
final class FormAnswer extends HttpServletResponseWrapper {

  private int proxied = SC_OK;

  FormAnswer(HttpServletResponse answer) {
    super(answer);
  }

  @Override
  public void setStatus(int status) {
    proxied = status;
  }

  @Override
  public int getStatus() {
    return proxied;
  }

  @Override
  public void addHeader(String name, String value) {
    if (!name.equalsIgnoreCase("location")) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setContentType(String type) {
    // It is that of a body that nobody gets.
  }

  @Override
  public void setCharacterEncoding(String encoding) {
    // As above.
  }

  @Override
  public PrintWriter getWriter() {
    return new PrintWriter(Writer.nullWriter());
  }

  /** Answers as the form asks, once S3Proxy has taken or refused it. */
  void send(S3Request request, Form form) throws IOException {
    HttpServletResponse answer = (HttpServletResponse) getResponse();
    switch (proxied) {
      case SC_OK, SC_CREATED, SC_NO_CONTENT, SC_SEE_OTHER -> accept(request, form, answer);
      // The one refusal that S3Proxy leaves without a body.
      case SC_FORBIDDEN -> throw SignatureMismatch.of(form);
      default -> answer.sendError(proxied);
    }
  }

  private static void accept(S3Request request, Form form, HttpServletResponse answer)
      throws IOException {
    String etag = Objects.requireNonNullElse(answer.getHeader("ETag"), "");
    URI redirect = redirect(form);
    if (redirect != null) {
      String query =
          "bucket=%s&key=%s&etag=%s"
              .formatted(
                  QueryForm.encode(request.bucket()),
                  QueryForm.encode(form.key()),
                  QueryForm.encode(etag));
      answer.setStatus(SC_SEE_OTHER);
      answer.setHeader("Location", redirect + (redirect.getRawQuery() == null ? "?" : "&") + query);
      return;
    }
    String location =
        "%s://%s/%s/%s"
            .formatted(
                request.getScheme(),
                request.getHeader("Host"),
                QueryForm.encode(request.bucket()),
                QueryForm.encode(form.key()));
    answer.setHeader("Location", location);
    switch (Objects.requireNonNullElse(form.field("success_action_status"), "")) {
      case "200" -> answer.setStatus(SC_OK);
      case "201" -> {
        answer.setStatus(SC_CREATED);
        answer.setContentType("application/xml");
        answer.setCharacterEncoding("UTF-8");
        answer.getWriter().write(document(location, request.bucket(), form.key(), etag));
      }
      default -> answer.setStatus(SC_NO_CONTENT);
    }
  }

  private static String document(String location, String bucket, String key, String etag) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <PostResponse><Location>%s</Location><Bucket>%s</Bucket><Key>%s</Key><ETag>%s</ETag></PostResponse>"""
        .formatted(location, bucket, escaped(key), escaped(etag));
  }

  private static String escaped(String text) {
    return S3Error.xmlSafe(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\r", "&#13;");
  }

  /** Where the form sends its browser; null for nowhere, or an address that S3 can't read. */
  private static @Nullable URI redirect(Form form) {
    String address = form.field("success_action_redirect");
    if (address == null) {
      address = form.field("redirect");
    }
    if (address == null) {
      return null;
    }
    try {
      URI redirect = URI.create(address);
      boolean isWeb = String.valueOf(redirect.getScheme()).matches("(?i)https?");
      return isWeb ? redirect : null;
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }
}
