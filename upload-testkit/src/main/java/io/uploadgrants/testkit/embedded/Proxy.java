package io.uploadgrants.testkit.embedded;

import io.uploadgrants.testkit.embedded.iam.Session;
import io.uploadgrants.testkit.embedded.iam.Sessions;
import io.uploadgrants.testkit.embedded.request.AwsChunks;
import io.uploadgrants.testkit.embedded.request.Decoded;
import io.uploadgrants.testkit.embedded.request.Form;
import io.uploadgrants.testkit.embedded.request.FormPolicy;
import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import io.uploadgrants.testkit.embedded.signature.SignatureMismatch;
import io.uploadgrants.testkit.embedded.store.KnownUploads;
import io.uploadgrants.testkit.embedded.store.RequestStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** S3Proxy without its HTTP server: it checks signatures and serves the store. */
final class Proxy extends S3ProxyHandler {

  private static final long MAX_OBJECT = 5L << 30;
  private static final long MAX_BUFFERED = 128L << 20;
  private static final int MAX_CHUNK = 16 << 20;

  /** The headers that go with a refusal of the store. */
  private static final List<String> KEPT =
      List.of("ETag", "x-amz-delete-marker", "x-amz-version-id", "Allow");

  private final RequestStore store;

  Proxy(
      RequestStore store, AwsCredentials root, Sessions sessions, CrossOriginResourceSharing cors) {
    super(
        store,
        AuthenticationType.AWS_V4,
        root.accessKeyId(),
        root.secretAccessKey(),
        null,
        MAX_OBJECT,
        MAX_BUFFERED,
        MAX_CHUNK,
        // Today's SDKs send headers that S3Proxy doesn't know.
        true,
        cors,
        null,
        // Only the test's clock judges time.
        Integer.MAX_VALUE);
    this.store = store;
    KnownUploads uploads = new KnownUploads(store);
    setBlobStoreLocator(
        (keyId, bucket, key) -> {
          if (root.accessKeyId().equals(keyId)) {
            return new AccessGrant(root.secretAccessKey(), uploads.of(key));
          }
          Session session = keyId == null ? null : sessions.find(keyId);
          return session == null
              ? null
              : new AccessGrant(session.secretAccessKey(), uploads.of(key));
        });
  }

  /**
   * Serves a request.
   *
   * @param form what the request is, or null when it is none
   * @throws S3Error when S3Proxy or the store refuses it
   */
  void serve(S3Request request, @Nullable Form form, HttpServletResponse response)
      throws IOException {
    try {
      HttpServletRequest decoded = AwsChunks.isBodyOf(request) ? new Decoded(request) : request;
      store.answering(
          request,
          form,
          () -> doHandle(request, decoded, response, request.stream(), new RequestContext()));
    } catch (UnsupportedOperationException missing) {
      throw new S3Error(501, "NotImplemented", "The embedded server doesn't have this operation.");
    } catch (IOException | RuntimeException failed) {
      throw refusal(request, form, response, failed);
    }
  }

  private static S3Error refusal(
      S3Request request, @Nullable Form form, HttpServletResponse response, Exception failed)
      throws IOException {
    AwsServiceException refused = refusedBy(failed);
    if (refused != null) {
      return refusal(request, form, response, refused);
    }
    if (failed instanceof S3Error error) {
      return error;
    }
    if (hasCause(failed, FileSystemException.class)) {
      return S3Error.invalidArgument(
          "The embedded server keeps objects as files, and its disk can't keep this one: the path"
              + " is too long for it, or something else is in its place. Use another key, another"
              + " folder, or another server.");
    }
    if (failed instanceof IOException broken) {
      throw broken;
    }
    String text = String.valueOf(failed.getMessage());
    if (failed instanceof IllegalStateException && text.startsWith("PreconditionFailed")) {
      return preconditionFailed();
    }
    if (failed instanceof IllegalArgumentException || failed instanceof IllegalStateException) {
      return S3Error.invalidArgument(text);
    }
    if (failed instanceof UncheckedIOException broken && broken.getCause() != null) {
      throw broken.getCause();
    }
    throw (RuntimeException) failed;
  }

  private static boolean hasCause(Throwable failed, Class<?> type) {
    for (Throwable each = failed; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }

  /** What a checksum refuses while a body is read comes wrapped. */
  private static @Nullable AwsServiceException refusedBy(Throwable failed) {
    for (Throwable each = failed; each != null; each = each.getCause()) {
      if (each instanceof AwsServiceException refused) {
        return refused;
      }
    }
    return null;
  }

  private static S3Error refusal(
      S3Request request,
      @Nullable Form form,
      HttpServletResponse response,
      AwsServiceException refused)
      throws IOException {
    var http = S3Exceptions.httpResponse(refused);
    if (http != null) {
      KEPT.forEach(
          name ->
              http.firstMatchingHeader(name).ifPresent(value -> response.setHeader(name, value)));
    }
    String code = S3Exceptions.errorCode(refused);
    if (code != null) {
      String message = refused.awsErrorDetails().errorMessage();
      S3Error error = new S3Error(refused.statusCode(), code, message == null ? code : message);
      return explained(request, form, refused, error);
    }
    return switch (refused.statusCode()) {
      case 400, 422 ->
          new S3Error(400, "BadDigest", "The body doesn't have the digest that was sent.");
      case 403 -> S3Error.accessDenied("Access Denied");
      case 404 -> new S3Error(404, "NoSuchKey", "The specified key does not exist.");
      case 405 -> new S3Error(405, "MethodNotAllowed", "The method is not allowed here.");
      case 412 -> isUnmodifiedRead(request) ? notModified() : preconditionFailed();
      case 416 -> new S3Error(416, "InvalidRange", "The requested range is not satisfiable");
      default -> new S3Error(refused.statusCode(), "InternalError", "The store refused it.");
    };
  }

  /** Adds what S3 says of the reason besides the message. */
  private static S3Error explained(
      S3Request request, @Nullable Form form, AwsServiceException refused, S3Error error)
      throws IOException {
    // Of a chunk, S3Proxy doesn't say what it signed.
    boolean hasTexts = !error.text().equals(refused.getMessage());
    if (error.code().equals("SignatureDoesNotMatch") && hasTexts) {
      return SignatureMismatch.of(request, error.text());
    }
    return form == null ? error : FormPolicy.explained(form, error);
  }

  private static S3Error notModified() {
    return new S3Error(304, "NotModified", "Not modified");
  }

  private static S3Error preconditionFailed() {
    return new S3Error(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }

  /** A store says 412 for every condition; of a read, HTTP wants 304 for two of them. */
  private static boolean isUnmodifiedRead(HttpServletRequest request) {
    return List.of("GET", "HEAD").contains(request.getMethod())
        && request.getHeader("If-Match") == null
        && request.getHeader("If-Unmodified-Since") == null;
  }

  /** Answers with S3's XML, and with the headers that let a page of another origin read it. */
  void refuse(HttpServletRequest request, HttpServletResponse response, S3Error error)
      throws IOException {
    if (error.status() == 304) {
      response.setStatus(304);
      return;
    }
    sendSimpleErrorResponse(
        request, response, error.code(), error.status(), error.text(), error.elements());
  }
}
