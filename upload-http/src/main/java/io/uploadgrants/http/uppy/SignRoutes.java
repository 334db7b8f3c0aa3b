package io.uploadgrants.http.uppy;

import io.uploadgrants.MultipartUpload;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.SignedPart;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.completion.StoredPart;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.http.UploadResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the {@code signRequest} of Uppy 6 asks for, and the part of S3 that it is then sent to: of
 * an upload in parts only the parts' bytes go to the store.
 */
final class SignRoutes {

  /**
   * A header that a form of another site can't send, nor can its scripts without asking first; for
   * requests whose type is the file's.
   */
  static final String OWN_HEADER = "X-Requested-With";

  private final UppyGrants grants;
  private final UppyUploads uploads;
  private final @Nullable URI publicUrl;

  SignRoutes(UppyGrants grants, UppyUploads uploads, @Nullable URI publicUrl) {
    this.grants = grants;
    this.uploads = uploads;
    this.publicUrl = publicUrl;
  }

  UploadResponse presign(UppyExchange exchange, @Nullable String subject, JsonNode request) {
    String method = UppyFile.text(request, "method");
    String key = UppyFile.text(request, "key");
    String uploadId = UppyFile.text(request, "uploadId");
    if (method == null || key == null || key.isBlank()) {
      throw UploadRefusedException.invalid(
          "The request has no method or no key; pass on what Uppy hands to signRequest.");
    }
    if (uploadId != null) {
      return signed(exchange, subject, method, uploadId, request);
    }
    UppyFile file = UppyFile.ofKey(request, key);
    return switch (method) {
      case "PUT" -> whole(grants.issueWhole(exchange, subject, file));
      case "POST" -> own(exchange, key, "?" + query(file));
      case "DELETE" ->
          throw UploadRefusedException.denied(
              "Uppy may not delete an object; let the application delete it.");
      default -> throw noSuch(method);
    };
  }

  private UploadResponse signed(
      UppyExchange exchange,
      @Nullable String subject,
      String method,
      String uploadId,
      JsonNode request) {
    // The key that the client names doesn't count: the ticket has its own.
    TicketClaims claims = uploads.claims(uploadId, null, subject);
    return switch (method) {
      case "PUT" -> {
        int number = PartNumbers.of(request.path("partNumber"));
        SignedPart part = uploads.sign(uploadId, List.of(number), subject).parts().get(0);
        yield answer(part.url(), claims.key(), part.headers(), Map.of(), null);
      }
      case "GET", "POST", "DELETE" -> own(exchange, claims.key(), "/" + uploadId);
      default -> throw noSuch(method);
    };
  }

  private static UploadRefusedException noSuch(String method) {
    return UploadRefusedException.invalid(
        "There is no operation with the method '%s' and these members; pass on what Uppy hands to signRequest.",
        method);
  }

  private static UploadResponse whole(UploadGrant grant) {
    if (grant instanceof PostPolicy form) {
      return answer(form.url(), form.key(), Map.of(), form.fields(), grant);
    }
    PresignedPut put = (PresignedPut) grant;
    return answer(put.url(), put.key(), put.headers(), Map.of(), grant);
  }

  /** Sends Uppy to this endpoint. */
  private UploadResponse own(UppyExchange exchange, String key, String rest) {
    String base = publicUrl == null ? exchange.base() : publicUrl.toString();
    Map<String, String> headers = new TreeMap<>(exchange.csrfHeaders());
    headers.put(OWN_HEADER, "uppy");
    return answer(base + UppyRoute.XML + rest, key, headers, Map.of(), null);
  }

  private static UploadResponse answer(
      String url,
      String key,
      Map<String, String> headers,
      Map<String, String> fields,
      @Nullable UploadGrant grant) {
    return JsonAnswer.object(
        json -> {
          json.writeStringProperty("url", url);
          json.writeStringProperty("key", key);
          if (!headers.isEmpty()) {
            JsonAnswer.texts(json, "headers", headers);
          }
          if (!fields.isEmpty()) {
            JsonAnswer.texts(json, "fields", fields);
          }
          if (grant != null) {
            CompanionRoutes.ticket(json, grant.ticket());
          }
        });
  }

  /** Returns what the request that starts the upload has to say again: it has no body. */
  private static String query(UppyFile file) {
    StringBuilder query = new StringBuilder("uploads=");
    add(query, "filename", file.name());
    add(query, UppyQuery.PROFILE, file.profile());
    add(query, UppyQuery.SIZE, file.size() == null ? null : file.size().toString());
    return query.toString();
  }

  private static void add(StringBuilder query, String name, @Nullable String value) {
    if (value != null) {
      query
          .append('&')
          .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  /** Refuses what another site could have sent. */
  static void checkOwn(UppyExchange exchange) {
    if (exchange.headers(OWN_HEADER).isEmpty()) {
      throw UploadRefusedException.denied(
          "The request has no header %s; send all headers that the response of /s3/presign names.",
          OWN_HEADER);
    }
  }

  UploadResponse start(UppyExchange exchange, @Nullable String subject, UppyFile file) {
    List<String> types = exchange.headers("Content-Type");
    MultipartUpload upload =
        grants.start(exchange, subject, file.withType(types.isEmpty() ? null : types.get(0)));
    String uploadId = UppyGrants.uploadId(upload);
    String bucket = uploads.claims(uploadId, null, subject).bucket();
    return XmlAnswer.of(
        "InitiateMultipartUploadResult",
        xml ->
            xml.element("Bucket", bucket)
                .element("Key", upload.key())
                .element("UploadId", uploadId));
  }

  UploadResponse list(String uploadId, @Nullable String subject) {
    TicketClaims claims = uploads.claims(uploadId, null, subject);
    List<StoredPart> parts = uploads.parts(uploadId, claims, subject);
    return XmlAnswer.of(
        "ListPartsResult",
        xml -> {
          xml.element("Bucket", claims.bucket())
              .element("Key", claims.key())
              .element("UploadId", uploadId)
              .element("IsTruncated", "false");
          for (StoredPart part : parts) {
            xml.element(
                "Part",
                each ->
                    each.element("PartNumber", Integer.toString(part.partNumber()))
                        .element("ETag", part.etag())
                        .element("Size", Long.toString(part.size())));
          }
        });
  }

  UploadResponse complete(
      String uploadId, Supplier<List<UploadedPart>> parts, @Nullable String subject) {
    uploads.claims(uploadId, null, subject);
    UppyUploads.Completed done = uploads.complete(uploadId, parts.get(), subject);
    return XmlAnswer.of(
        "CompleteMultipartUploadResult",
        xml ->
            xml.element("Location", done.location())
                .element("Bucket", done.upload().bucket())
                .element("Key", done.upload().key())
                .element("ETag", done.upload().etag()));
  }

  UploadResponse abort(String uploadId, @Nullable String subject) {
    uploads.claims(uploadId, null, subject);
    uploads.abort(uploadId, subject);
    return UploadResponse.of(204);
  }
}
