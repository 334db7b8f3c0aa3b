package io.uploadgrants.testkit.embedded;

import io.uploadgrants.testkit.embedded.access.ObjectLock;
import io.uploadgrants.testkit.embedded.access.SessionGuard;
import io.uploadgrants.testkit.embedded.http.Listener;
import io.uploadgrants.testkit.embedded.http.S3Answer;
import io.uploadgrants.testkit.embedded.http.UnsentAnswer;
import io.uploadgrants.testkit.embedded.request.Form;
import io.uploadgrants.testkit.embedded.request.FormPolicy;
import io.uploadgrants.testkit.embedded.request.FormReader;
import io.uploadgrants.testkit.embedded.request.KeyRules;
import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import io.uploadgrants.testkit.embedded.signature.Ambiguity;
import io.uploadgrants.testkit.embedded.signature.FormSigning;
import io.uploadgrants.testkit.embedded.signature.Signing;
import io.uploadgrants.testkit.embedded.signature.Times;
import io.uploadgrants.testkit.embedded.signature.UnsignedHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a request passes before S3Proxy sees it. */
final class Gate implements Listener.Service {

  /** How much of a refused body is read, so that the client gets to read the answer. */
  private static final long MAX_DRAINED = 16L << 20;

  private static final Set<String> UPLOADS = Set.of("uploads", "uploadId");

  private final Proxy proxy;
  private final QueryDoor query;
  private final SessionGuard guard;
  private final Times times;
  private final Faults faults;

  Gate(Proxy proxy, QueryDoor query, SessionGuard guard, Times times, Faults faults) {
    this.proxy = proxy;
    this.query = query;
    this.guard = guard;
    this.times = times;
    this.faults = faults;
  }

  @Override
  public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    S3Answer answer = new S3Answer(response, faults.corsHeadersDropped());
    answer.setHeader("Date", times.header());
    try {
      faults.pause();
      if (request.getMethod().equals("OPTIONS")) {
        proxy.serve(S3Request.preflight(request), null, answer);
        return;
      }
      S3Request asked = S3Request.of(request);
      fail(asked, request);
      if (asked.hasBody() && faults.takeDroppedAnswer()) {
        serveUnheard(asked, request, response);
      }
      serve(asked, answer);
    } catch (S3Error error) {
      drain(request);
      if (answer.getHeader("x-amz-request-id") == null) {
        answer.setHeader("x-amz-request-id", requestId());
      }
      proxy.refuse(request, answer, error);
    }
  }

  private void serve(S3Request asked, HttpServletResponse answer) throws IOException {
    if (query.isFor(asked)) {
      query.answer(asked, answer);
      return;
    }
    Form form = admit(asked);
    if (form == null) {
      proxy.serve(asked, null, answer);
    } else {
      FormAnswer proxied = new FormAnswer(answer);
      proxy.serve(asked, form, proxied);
      proxied.send(asked, form);
    }
  }

  private void serveUnheard(
      S3Request asked, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      serve(asked, new S3Answer(new UnsentAnswer(response), true));
    } catch (S3Error unheard) {
      drain(request);
    }
    Listener.reset(request);
  }

  /** Does wrong what a test asked for. */
  private void fail(S3Request asked, HttpServletRequest request) throws IOException {
    if (faults.takeSlowDown()) {
      throw new S3Error(503, "SlowDown", "Please reduce your request rate.");
    }
    OptionalLong reset = asked.hasBody() ? faults.takeReset() : OptionalLong.empty();
    if (reset.isPresent()) {
      skip(request, reset.getAsLong());
      Listener.reset(request);
    }
  }

  /** Refuses what S3 refuses and S3Proxy doesn't; returns the request's form if it is one. */
  private @Nullable Form admit(S3Request request) throws IOException {
    Ambiguity.check(request);
    refuseUnserved(request);
    request.requireLength();
    Signing signing = Signing.of(request);
    boolean isForm =
        signing == null
            && request.getMethod().equals("POST")
            && !request.bucket().isEmpty()
            && request.key().isEmpty();
    @Nullable Form form = isForm ? FormReader.read(request) : null;
    if (form != null) {
      form.key();
      signing = FormSigning.of(form);
    }
    if (signing != null) {
      times.check(request, signing, form);
      if (form == null) {
        UnsignedHeaders.check(request, signing);
      }
      guard.check(request, signing, form);
      if (form != null) {
        FormPolicy.read(form.value("policy")).checkNames(form);
      }
    }
    ObjectLock.refuse(request, form);
    KeyRules.check(request, form);
    return form;
  }

  /** Refuses what S3Proxy would answer to anybody, or fail at. */
  private static void refuseUnserved(S3Request request) {
    if (request.getRequestURI().equals("/healthz")) {
      throw new S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    if (request.query().containsKey("tagging")) {
      throw new S3Error(501, "NotImplemented", "The embedded server gives no tags back.");
    }
    boolean upload = request.query().keySet().stream().anyMatch(UPLOADS::contains);
    if (upload && request.key().isEmpty() && !request.getMethod().equals("GET")) {
      throw new S3Error(
          405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
    }
  }

  /** A client that waits for "100 Continue" hasn't sent its body. */
  private static void drain(HttpServletRequest request) throws IOException {
    if (request.getHeader("Expect") == null) {
      skip(request, MAX_DRAINED);
    }
  }

  private static void skip(HttpServletRequest request, long bytes) throws IOException {
    byte[] buffer = new byte[8192];
    InputStream body = request.getInputStream();
    long left = bytes;
    while (left > 0) {
      int read = body.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }

  private static String requestId() {
    return UUID.randomUUID().toString().replace("-", "").substring(16).toUpperCase(Locale.ROOT);
  }
}
