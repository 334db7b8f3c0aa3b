package io.uploadgrants.testkit.embedded.access;

import io.uploadgrants.testkit.embedded.request.CopySource;
import io.uploadgrants.testkit.embedded.request.S3Request;
import io.uploadgrants.testkit.embedded.request.Subresource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What requests about one object need. */
final class ObjectOperations {

  private static final Set<String> LIST_PARTS =
      Set.of("max-parts", "part-number-marker", "encoding-type");
  private static final Set<String> VERSION = Set.of("versionId");
  private static final Set<String> READ =
      Set.of(
          "partNumber",
          "response-cache-control",
          "response-content-disposition",
          "response-content-encoding",
          "response-content-language",
          "response-content-type",
          "response-expires");

  private final S3Request request;
  private final Subresource asked;

  private ObjectOperations(S3Request request) {
    this.request = request;
    this.asked = new Subresource(request);
  }

  static List<Access> of(S3Request request) {
    ObjectOperations operations = new ObjectOperations(request);
    return switch (request.getMethod()) {
      case "PUT", "POST" -> operations.writing();
      case "GET" -> List.of(operations.to(operations.reading()));
      case "HEAD" -> List.of(operations.to(operations.readingObject()));
      case "DELETE" -> List.of(operations.to(operations.deleting()));
      default -> throw operations.asked.unknown();
    };
  }

  private Access to(String action) {
    return Access.toObject(action, request.bucket(), request.key());
  }

  private List<Access> writing() {
    boolean put = request.getMethod().equals("PUT");
    boolean whole = put ? asked.is() : asked.is("uploads");
    boolean partOrEnd = put ? asked.is("partNumber", "uploadId") : asked.is("uploadId");
    if (!whole && !partOrEnd) {
      throw asked.unknown();
    }
    List<Access> all = new ArrayList<>();
    all.add(to("PutObject"));
    if (whole && request.getHeader("x-amz-tagging") != null) {
      all.add(to("PutObjectTagging"));
    }
    if (whole && Operations.setsAccess(request)) {
      all.add(to("PutObjectAcl"));
    }
    if (whole) {
      all.addAll(ObjectLock.needs(request));
    }
    CopySource source = put ? CopySource.of(request) : null;
    if (source != null) {
      all.add(
          Access.toObject(
              source.version() ? "GetObjectVersion" : "GetObject", source.bucket(), source.key()));
    }
    return all;
  }

  private String reading() {
    boolean version = asked.has("versionId");
    if (asked.is("uploadId", LIST_PARTS)) {
      return "ListMultipartUploadParts";
    }
    if (asked.is("tagging", VERSION)) {
      return version ? "GetObjectVersionTagging" : "GetObjectTagging";
    }
    if (asked.is("acl", VERSION)) {
      return version ? "GetObjectVersionAcl" : "GetObjectAcl";
    }
    return readingObject();
  }

  private String readingObject() {
    if (asked.is("versionId", READ)) {
      return "GetObjectVersion";
    }
    if (asked.isAtMost(READ)) {
      return "GetObject";
    }
    throw asked.unknown();
  }

  private String deleting() {
    if (asked.is("uploadId")) {
      return "AbortMultipartUpload";
    }
    if (asked.is("versionId")) {
      return "DeleteObjectVersion";
    }
    if (asked.is()) {
      return "DeleteObject";
    }
    throw asked.unknown();
  }
}
