package io.uploadgrants.http;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.SignedPart;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.UploadTicket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Tells grants in JSON. */
final class GrantWriter {

  private GrantWriter() {}

  static UploadResponse answer(UploadGrant grant) {
    return UploadResponse.json(201, json -> members(json, grant));
  }

  static void members(JsonGenerator json, UploadGrant grant) {
    json.writeStringProperty("kind", grant.kind().id());
    json.writeStringProperty("key", grant.key());
    json.writeStringProperty("expiresAt", grant.expiresAt().toString());
    json.writeObjectPropertyStart("enforced");
    for (Map.Entry<UploadConstraint, EnforcedBy> entry : grant.enforced().entrySet()) {
      json.writeStringProperty(entry.getKey().id(), entry.getValue().id());
    }
    json.writeEndObject();
    UploadTicket ticket = grant.ticket();
    if (ticket != null) {
      json.writeStringProperty("ticket", ticket.value());
      json.writeStringProperty("ticketExpiresAt", ticket.expiresAt().toString());
    }
    // An expression without a default: a kind without its JSON doesn't compile.
    Runnable own =
        switch (grant.kind()) {
          case PRESIGNED_PUT -> () -> put(json, (PresignedPut) grant);
          case POST_POLICY -> () -> form(json, (PostPolicy) grant);
          case MULTIPART -> () -> multipart(json, (MultipartUpload) grant);
          case TEMPORARY_CREDENTIALS -> () -> credentials(json, (TemporaryCredentials) grant);
        };
    own.run();
  }

  private static void put(JsonGenerator json, PresignedPut put) {
    json.writeStringProperty("method", "PUT");
    json.writeStringProperty("url", put.url());
    texts(json, "headers", put.headers());
    texts(json, "implicitHeaders", put.implicitHeaders());
  }

  private static void form(JsonGenerator json, PostPolicy form) {
    json.writeStringProperty("method", "POST");
    json.writeStringProperty("url", form.url());
    texts(json, "fields", form.fields());
    json.writeStringProperty("fileField", PostPolicy.FILE_FIELD);
    if (!form.openFields().isEmpty()) {
      texts(json, "openFields", form.openFields());
    }
  }

  private static void multipart(JsonGenerator json, MultipartUpload upload) {
    json.writeNumberProperty("partSize", upload.plan().partSize());
    json.writeNumberProperty("partCount", upload.plan().count());
    parts(json, upload.parts());
  }

  static void parts(JsonGenerator json, List<SignedPart> parts) {
    json.writeArrayPropertyStart("parts");
    for (SignedPart part : parts) {
      json.writeStartObject();
      json.writeNumberProperty("partNumber", part.partNumber());
      Long size = part.size();
      if (size != null) {
        json.writeNumberProperty("size", size);
      }
      json.writeStringProperty("url", part.url());
      texts(json, "headers", part.headers());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void credentials(JsonGenerator json, TemporaryCredentials grant) {
    UploadTarget target = grant.target();
    json.writeObjectPropertyStart("credentials");
    json.writeStringProperty("accessKeyId", grant.credentials().accessKeyId());
    json.writeStringProperty("secretAccessKey", grant.credentials().secretAccessKey());
    json.writeStringProperty("sessionToken", grant.credentials().sessionToken());
    json.writeStringProperty("expiration", grant.expiresAt().toString());
    json.writeEndObject();
    json.writeStringProperty("bucket", target.bucket());
    json.writeStringProperty("region", target.region());
    URI endpoint = target.publicEndpoint();
    if (endpoint != null) {
      json.writeStringProperty("endpoint", endpoint.toString());
    }
    json.writeBooleanProperty("pathStyle", target.pathStyle());
    if (grant.scope() == UploadScope.PREFIX) {
      json.writeStringProperty("keyPrefix", grant.key());
    }
    if (grant.identityId() != null) {
      json.writeStringProperty("identityId", grant.identityId());
    }
    if (!grant.headers().isEmpty()) {
      texts(json, "headers", grant.headers());
    }
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts) {
    json.writeObjectPropertyStart(name);
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      json.writeStringProperty(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }
}
