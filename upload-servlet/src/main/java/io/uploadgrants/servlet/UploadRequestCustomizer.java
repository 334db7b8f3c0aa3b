package io.uploadgrants.servlet;

import io.uploadgrants.UploadRequest;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Adds to a request what only the application knows of its caller: metadata, tags, or a token of an
 * identity provider; or corrects what a client says of its file. Thread-safe.
 *
 * <pre>{@code
 * UploadServlet.builder(grants)
 *     .requestCustomizer((upload, request) -> upload.tag("tenant", tenantOf(request)))
 * }</pre>
 *
 * <p>What the client asks for can be read first:
 *
 * <pre>{@code
 * (upload, request) -> {
 *   if ("image/x-acme-scan".equals(upload.contentType())) {
 *     upload.contentType("image/tiff");
 *   }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface UploadRequestCustomizer {

  /**
   * Adds to a request for a grant; called once for each, when its body was read and its subject
   * found.
   *
   * @param upload what the client asks for, in its own unchecked words. Its profile is fixed, and
   *     its subject is the {@link SubjectResolver}'s, whatever is set here; the profile's
   *     constraints hold for what is added as for anything else
   * @param request where it comes from; its body is used up. What a client sends in a header is
   *     hostile text, of which metadata and tags are refused outside their bounds
   * @throws io.uploadgrants.UploadRefusedException when the caller may not have a grant
   */
  void customize(UploadRequest.Builder upload, HttpServletRequest request);
}
