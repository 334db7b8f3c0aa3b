package io.uploadgrants.s3;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.EncodedWords;
import io.uploadgrants.Encryption;
import io.uploadgrants.GrantDraft;
import io.uploadgrants.ObjectSettings;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.sigv4.PercentEncoder;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The one model of what an upload carries besides its bytes, in S3's header names. A PUT sends it
 * as headers, a form as fields; so the two can't differ.
 */
final class ObjectHeaders {

  static final String CONTENT_TYPE = "content-type";
  static final String TAGGING = "x-amz-tagging";

  private static final String CACHE_CONTROL = "cache-control";
  private static final String CONTENT_DISPOSITION = "content-disposition";

  /** S3's limit for the names and values of what it keeps besides user metadata. */
  private static final int MAX_SYSTEM_METADATA = 2_048;

  private ObjectHeaders() {}

  /** Compiles a profile's headers, without {@code host}, length and conditions. */
  static List<ObjectHeader> of(UploadProfile profile, UploadTarget target) {
    List<ObjectHeader> headers = new ArrayList<>();
    ObjectSettings settings = profile.settings();
    headers.add(
        new ObjectHeader(CONTENT_TYPE, UploadConstraint.CONTENT_TYPE, ObjectHeaders::contentType));
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      headers.add(
          new ObjectHeader(
              algorithm.header(),
              UploadConstraint.CHECKSUM,
              request -> {
                Checksum checksum = request.checksum();
                return checksum != null && checksum.algorithm() == algorithm
                    ? checksum.value()
                    : null;
              }));
    }
    settings
        .metadata()
        .forEach((name, value) -> headers.add(metadata(name, EncodedWords.encode(value))));
    String fileName = settings.fileNameMetadata();
    if (fileName != null) {
      headers.add(
          new ObjectHeader(
              "x-amz-meta-" + fileName,
              UploadConstraint.METADATA,
              request -> {
                String stored = settings.storedFileName(request);
                return stored == null ? null : EncodedWords.encode(stored);
              }));
    }
    if (!settings.tags().isEmpty()) {
      String fixed = PercentEncoder.query(settings.tags());
      headers.add(
          new ObjectHeader(
              TAGGING,
              UploadConstraint.TAGS,
              request ->
                  request.tags().isEmpty()
                      ? fixed
                      : PercentEncoder.query(merged(settings, request))));
    }
    addIfSet(headers, CACHE_CONTROL, UploadConstraint.HEADERS, settings.cacheControl());
    addIfSet(headers, "x-amz-acl", UploadConstraint.HEADERS, settings.acl());
    addIfSet(
        headers, "x-amz-storage-class", UploadConstraint.STORAGE_CLASS, settings.storageClass());
    addIfSet(
        headers,
        "x-amz-expected-bucket-owner",
        UploadConstraint.HEADERS,
        target.expectedBucketOwner());
    Disposition disposition = settings.disposition();
    if (disposition != null) {
      headers.add(
          new ObjectHeader(
              CONTENT_DISPOSITION,
              UploadConstraint.HEADERS,
              request ->
                  ContentDispositions.of(
                      disposition, request.fileName(), roomForDisposition(settings, request))));
    }
    if (settings.encryption() != null) {
      encryption(headers, settings.encryption());
    }
    return headers;
  }

  /** Returns the headers that only this request has: the application's own metadata and tags. */
  static List<ObjectHeader> of(UploadRequest request, UploadProfile profile) {
    List<ObjectHeader> headers = new ArrayList<>();
    request
        .metadata()
        .forEach((name, value) -> headers.add(metadata(name, EncodedWords.encode(value))));
    if (!request.tags().isEmpty() && profile.settings().tags().isEmpty()) {
      headers.add(
          ObjectHeader.fixed(TAGGING, UploadConstraint.TAGS, PercentEncoder.query(request.tags())));
    }
    return headers;
  }

  /** Returns the header by which completion knows the object again. */
  static ObjectHeader uploadId(String id) {
    return metadata(GrantDraft.UPLOAD_ID, id);
  }

  private static ObjectHeader metadata(String name, String value) {
    return ObjectHeader.fixed("x-amz-meta-" + name, UploadConstraint.METADATA, value);
  }

  /** Returns the declared type, or the one that says that nobody knows. */
  private static String contentType(UploadRequest request) {
    String type = request.contentType();
    return type == null ? "application/octet-stream" : type;
  }

  /** Returns how long a disposition may be besides the other system metadata of an object. */
  private static int roomForDisposition(ObjectSettings settings, UploadRequest request) {
    int type = CONTENT_TYPE.length() + contentType(request).length();
    String cacheControl = settings.cacheControl();
    int cache = cacheControl == null ? 0 : CACHE_CONTROL.length() + cacheControl.length();
    return MAX_SYSTEM_METADATA - CONTENT_DISPOSITION.length() - type - cache;
  }

  private static void addIfSet(
      List<ObjectHeader> headers,
      String name,
      UploadConstraint constraint,
      @Nullable String value) {
    if (value != null) {
      headers.add(ObjectHeader.fixed(name, constraint, value));
    }
  }

  private static void encryption(List<ObjectHeader> headers, Encryption encryption) {
    String name = "x-amz-server-side-encryption";
    UploadConstraint constraint = UploadConstraint.ENCRYPTION;
    if (encryption instanceof Encryption.SseKms kms) {
      headers.add(ObjectHeader.fixed(name, constraint, "aws:kms"));
      addIfSet(headers, name + "-aws-kms-key-id", constraint, kms.keyId());
      Boolean bucketKey = kms.bucketKey();
      addIfSet(
          headers,
          name + "-bucket-key-enabled",
          constraint,
          bucketKey == null ? null : bucketKey.toString());
      if (!kms.context().isEmpty()) {
        String json = json(new TreeMap<>(kms.context()));
        String base64 = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        headers.add(ObjectHeader.fixed(name + "-context", constraint, base64));
      }
    } else {
      headers.add(ObjectHeader.fixed(name, constraint, "AES256"));
    }
  }

  private static String json(Map<String, String> map) {
    StringWriter json = new StringWriter();
    try (JsonGenerator generator =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), json)) {
      generator.writeStartObject();
      map.forEach(generator::writeStringProperty);
      generator.writeEndObject();
    }
    return json.toString();
  }

  static Map<String, String> merged(ObjectSettings settings, UploadRequest request) {
    Map<String, String> tags = new TreeMap<>(settings.tags());
    tags.putAll(request.tags());
    return tags;
  }
}
