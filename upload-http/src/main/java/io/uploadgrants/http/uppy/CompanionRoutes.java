package io.uploadgrants.http.uppy;

import io.uploadgrants.GrantKind;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.SignedPart;
import io.uploadgrants.SignedParts;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.UploadTicket;
import io.uploadgrants.completion.StoredPart;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.http.UploadResponse;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What both generations of Uppy ask of a Companion, in JSON. */
final class CompanionRoutes {

  private final UppyGrants grants;
  private final UppyUploads uploads;

  CompanionRoutes(UppyGrants grants, UppyUploads uploads) {
    this.grants = grants;
    this.uploads = uploads;
  }

  UploadResponse params(UppyExchange exchange, @Nullable String subject, UppyFile file) {
    PostPolicy form = (PostPolicy) grants.issue(exchange, subject, file, GrantKind.POST_POLICY);
    return JsonAnswer.object(
        json -> {
          json.writeStringProperty("method", "POST");
          json.writeStringProperty("url", form.url());
          JsonAnswer.texts(json, "fields", form.fields());
          json.writeNumberProperty("expires", grants.secondsUntil(form.expiresAt()));
          ticket(json, form.ticket());
        });
  }

  UploadResponse start(UppyExchange exchange, @Nullable String subject, UppyFile file) {
    MultipartUpload upload = grants.start(exchange, subject, file);
    String uploadId = UppyGrants.uploadId(upload);
    String bucket = uploads.claims(uploadId, null, subject).bucket();
    return JsonAnswer.object(
        json -> {
          json.writeStringProperty("key", upload.key());
          json.writeStringProperty("uploadId", uploadId);
          json.writeStringProperty("bucket", bucket);
        });
  }

  UploadResponse list(String ticket, UppyQuery query, @Nullable String subject) {
    TicketClaims claims = uploads.claims(ticket, query.required("key"), subject);
    List<StoredPart> parts = uploads.parts(ticket, claims, subject);
    return JsonAnswer.array(
        json -> {
          for (StoredPart part : parts) {
            json.writeStartObject();
            json.writeNumberProperty("PartNumber", part.partNumber());
            json.writeStringProperty("ETag", part.etag());
            json.writeNumberProperty("Size", part.size());
            json.writeEndObject();
          }
        });
  }

  UploadResponse part(String ticket, String number, UppyQuery query, @Nullable String subject) {
    uploads.claims(ticket, query.required("key"), subject);
    SignedParts signed = uploads.sign(ticket, List.of(PartNumbers.of(number)), subject);
    SignedPart part = signed.parts().get(0);
    return JsonAnswer.object(
        json -> {
          json.writeStringProperty("url", part.url());
          json.writeNumberProperty("expires", grants.secondsUntil(signed.expiresAt()));
          if (!part.headers().isEmpty()) {
            JsonAnswer.texts(json, "headers", part.headers());
          }
        });
  }

  UploadResponse batch(String ticket, UppyQuery query, @Nullable String subject) {
    uploads.claims(ticket, query.required("key"), subject);
    List<Integer> numbers = PartNumbers.list(query.required("partNumbers"));
    SignedParts signed = uploads.sign(ticket, numbers, subject);
    return JsonAnswer.object(
        json -> {
          json.writeObjectPropertyStart("presignedUrls");
          for (SignedPart part : signed.parts()) {
            json.writeStringProperty(Integer.toString(part.partNumber()), part.url());
          }
          json.writeEndObject();
        });
  }

  /**
   * Completes an upload.
   *
   * @param parts reads what was sent, once it is known that the upload is the caller's
   */
  UploadResponse complete(
      String ticket,
      UppyQuery query,
      Supplier<List<UploadedPart>> parts,
      @Nullable String subject) {
    uploads.claims(ticket, query.required("key"), subject);
    UppyUploads.Completed done = uploads.complete(ticket, parts.get(), subject);
    return JsonAnswer.object(
        json -> {
          json.writeStringProperty("location", done.location());
          json.writeStringProperty("key", done.upload().key());
          json.writeStringProperty("bucket", done.upload().bucket());
          json.writeStringProperty("receipt", done.receipt());
        });
  }

  UploadResponse abort(String ticket, UppyQuery query, @Nullable String subject) {
    uploads.claims(ticket, query.required("key"), subject);
    uploads.abort(ticket, subject);
    return JsonAnswer.object(json -> {});
  }

  UploadResponse credentials(UppyExchange exchange, @Nullable String subject, UppyFile file) {
    TemporaryCredentials grant =
        (TemporaryCredentials)
            grants.issue(exchange, subject, file, GrantKind.TEMPORARY_CREDENTIALS);
    // Version 5 may keep it for its own user, and nobody else may.
    return JsonAnswer.object(json -> members(json, grant)).withHeader("Cache-Control", "private");
  }

  private static void members(JsonGenerator json, TemporaryCredentials grant) {
    String accessKeyId = grant.credentials().accessKeyId();
    String secretAccessKey = grant.credentials().secretAccessKey();
    String sessionToken = grant.credentials().sessionToken();
    String expiration = grant.expiresAt().toString();
    json.writeObjectPropertyStart("credentials");
    json.writeStringProperty("AccessKeyId", accessKeyId);
    json.writeStringProperty("SecretAccessKey", secretAccessKey);
    json.writeStringProperty("SessionToken", sessionToken);
    json.writeStringProperty("Expiration", expiration);
    json.writeStringProperty("accessKeyId", accessKeyId);
    json.writeStringProperty("secretAccessKey", secretAccessKey);
    json.writeStringProperty("sessionToken", sessionToken);
    json.writeStringProperty("expiration", expiration);
    json.writeEndObject();
    UploadTarget target = grant.target();
    json.writeStringProperty("bucket", target.bucket());
    json.writeStringProperty("region", target.region());
    URI endpoint = target.publicEndpoint();
    if (endpoint != null) {
      json.writeStringProperty("endpoint", endpoint.toString());
    }
    json.writeBooleanProperty("pathStyle", target.pathStyle());
    json.writeStringProperty(
        grant.scope() == UploadScope.PREFIX ? "keyPrefix" : "key", grant.key());
    if (!grant.headers().isEmpty()) {
      JsonAnswer.texts(json, "headers", grant.headers());
    }
    ticket(json, grant.ticket());
  }

  /** Uppy ignores it; a page that completes what Uppy can't has its own use for it. */
  static void ticket(JsonGenerator json, @Nullable UploadTicket ticket) {
    if (ticket != null) {
      json.writeStringProperty("ticket", ticket.value());
      json.writeStringProperty("ticketExpiresAt", ticket.expiresAt().toString());
    }
  }
}
