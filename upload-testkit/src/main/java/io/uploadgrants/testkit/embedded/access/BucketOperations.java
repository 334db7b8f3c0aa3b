package io.uploadgrants.testkit.embedded.access;

import io.uploadgrants.testkit.embedded.request.DeleteList;
import io.uploadgrants.testkit.embedded.request.KeyRules;
import io.uploadgrants.testkit.embedded.request.S3Request;
import io.uploadgrants.testkit.embedded.request.Subresource;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What requests about buckets need, and about all of them. */
final class BucketOperations {

  private static final int MAX_DELETE = 2 << 20;
  private static final Set<String> LIST =
      Set.of(
          "list-type",
          "prefix",
          "delimiter",
          "max-keys",
          "marker",
          "continuation-token",
          "start-after",
          "encoding-type",
          "fetch-owner");
  private static final Set<String> LIST_UPLOADS =
      Set.of(
          "prefix", "delimiter", "max-uploads", "key-marker", "upload-id-marker", "encoding-type");
  private static final Set<String> LIST_VERSIONS =
      Set.of("prefix", "delimiter", "max-keys", "key-marker", "version-id-marker", "encoding-type");
  private static final Set<String> LIST_BUCKETS =
      Set.of("max-buckets", "prefix", "continuation-token", "bucket-region");

  private BucketOperations() {}

  static List<Access> of(S3Request request) throws IOException {
    Subresource asked = new Subresource(request);
    if (request.bucket().isEmpty()) {
      if (request.getMethod().equals("GET") && asked.isAtMost(LIST_BUCKETS)) {
        return List.of(new Access("s3:ListAllMyBuckets", "*"));
      }
      throw asked.unknown();
    }
    if (request.getMethod().equals("POST") && asked.is("delete")) {
      return deletions(request);
    }
    return List.of(Access.toBucket(action(request, asked), request.bucket()));
  }

  private static String action(S3Request request, Subresource asked) {
    String method = request.getMethod();
    if (method.equals("GET")) {
      return listing(asked);
    }
    // A bucket's access control would need a right of its own.
    if (!asked.is() || Operations.setsAccess(request)) {
      throw asked.unknown();
    }
    return switch (method) {
      case "HEAD" -> "ListBucket";
      case "PUT" -> "CreateBucket";
      case "DELETE" -> "DeleteBucket";
      default -> throw asked.unknown();
    };
  }

  private static String listing(Subresource asked) {
    if (asked.is("uploads", LIST_UPLOADS)) {
      return "ListBucketMultipartUploads";
    }
    if (asked.is("versions", LIST_VERSIONS)) {
      return "ListBucketVersions";
    }
    if (asked.is("location")) {
      return "GetBucketLocation";
    }
    if (asked.isAtMost(LIST)) {
      return "ListBucket";
    }
    throw asked.unknown();
  }

  private static List<Access> deletions(S3Request request) throws IOException {
    return DeleteList.read(request.buffer(MAX_DELETE)).stream()
        .peek(each -> KeyRules.check(each.key()))
        .map(
            each ->
                Access.toObject(
                    each.version() ? "DeleteObjectVersion" : "DeleteObject",
                    request.bucket(),
                    each.key()))
        .toList();
  }
}
