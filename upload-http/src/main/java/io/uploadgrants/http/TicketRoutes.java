package io.uploadgrants.http;

import io.uploadgrants.Checksum;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.SignedParts;
import io.uploadgrants.completion.MultipartProgress;
import io.uploadgrants.completion.StoredPart;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Answers what clients ask with their tickets, once they have a grant. */
final class TicketRoutes {

  /** Bytes of a request: 10,000 parts with their entity tags. */
  private static final int MAX_BODY_SIZE = 1 << 20;

  private final UploadCompletions completions;
  private final JsonObjectParser parser = new JsonObjectParser(MAX_BODY_SIZE);

  TicketRoutes(UploadCompletions completions) {
    this.completions = completions;
  }

  UploadResponse answer(Resource resource, UploadExchange exchange) {
    JsonNode request = parser.parse(RequestBody.read(exchange, MAX_BODY_SIZE));
    names(resource).refuseLookAlikes(request);
    String ticket =
        JsonMembers.required(request, "ticket", "give the one that came with the grant");
    String subject = HttpEndpoint.subject(exchange);
    if (resource == Resource.PARTS || resource == Resource.COMPLETE) {
      // What is wrong with the parts is told to nobody but the ticket's subject.
      completions.claims(ticket, subject);
    }
    return switch (resource) {
      case PARTS -> parts(completions.parts(ticket, PartsReader.numbers(request), subject));
      case STATUS -> status(completions.status(ticket, subject));
      case COMPLETE ->
          completed(completions.complete(ticket, PartsReader.uploaded(request), subject));
      case ABORT -> aborted(ticket, subject);
      case GRANTS, BATCH, PROFILES ->
          throw new IllegalArgumentException(resource + " takes no ticket");
    };
  }

  private static MemberNames names(Resource resource) {
    return switch (resource) {
      case PARTS -> MemberNames.PARTS;
      case COMPLETE -> MemberNames.COMPLETE;
      default -> MemberNames.TICKET;
    };
  }

  private static UploadResponse parts(SignedParts signed) {
    return UploadResponse.json(
        200,
        json -> {
          json.writeStringProperty("expiresAt", signed.expiresAt().toString());
          GrantWriter.parts(json, signed.parts());
        });
  }

  private UploadResponse aborted(String ticket, @Nullable String subject) {
    completions.abort(ticket, subject);
    return UploadResponse.json(200, json -> {});
  }

  private static UploadResponse status(UploadStatus status) {
    return UploadResponse.json(
        200,
        json -> {
          json.writeStringProperty("kind", status.kind().id());
          json.writeStringProperty("state", status.state().id());
          MultipartProgress progress = status.multipart();
          if (progress != null) {
            progress(json, progress);
          }
        });
  }

  private static void progress(JsonGenerator json, MultipartProgress progress) {
    json.writeNumberProperty("partSize", progress.plan().partSize());
    json.writeNumberProperty("partCount", progress.plan().count());
    json.writeArrayPropertyStart("parts");
    for (StoredPart part : progress.parts()) {
      json.writeStartObject();
      json.writeNumberProperty("partNumber", part.partNumber());
      json.writeNumberProperty("size", part.size());
      json.writeStringProperty("etag", part.etag());
      json.writeEndObject();
    }
    json.writeEndArray();
    Instant abortDate = progress.abortDate();
    if (abortDate != null) {
      json.writeStringProperty("abortDate", abortDate.toString());
    }
  }

  private UploadResponse completed(CompletedUpload upload) {
    String receipt = completions.receipts().issue(upload);
    return UploadResponse.json(200, json -> members(json, upload, receipt));
  }

  private static void members(JsonGenerator json, CompletedUpload upload, String receipt) {
    json.writeStringProperty("key", upload.key());
    json.writeNumberProperty("size", upload.size());
    json.writeStringProperty("contentType", upload.contentType());
    json.writeStringProperty("etag", upload.etag());
    if (upload.versionId() != null) {
      json.writeStringProperty("versionId", upload.versionId());
    }
    Checksum checksum = upload.checksum();
    if (checksum != null) {
      json.writeObjectPropertyStart("checksum");
      json.writeStringProperty("algorithm", checksum.algorithm().name());
      json.writeStringProperty("value", checksum.value());
      json.writeEndObject();
    }
    json.writeStringProperty("receipt", receipt);
  }
}
