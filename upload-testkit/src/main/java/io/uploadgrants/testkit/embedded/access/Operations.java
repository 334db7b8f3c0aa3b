package io.uploadgrants.testkit.embedded.access;

import io.uploadgrants.testkit.embedded.request.Form;
import io.uploadgrants.testkit.embedded.request.S3Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Names what a session's request needs. A request that isn't known here is refused, since nobody
 * could say what it needs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">Required
 *     permissions for Amazon S3 API operations</a>
 */
final class Operations {

  private Operations() {}

  /** Returns everything that a request needs; a body that names keys is buffered. */
  static List<Access> of(S3Request request) throws IOException {
    return request.key().isEmpty() ? BucketOperations.of(request) : ObjectOperations.of(request);
  }

  /** Returns what a form needs. */
  static List<Access> of(S3Request request, Form form) {
    List<Access> all = new ArrayList<>();
    all.add(Access.toObject("PutObject", request.bucket(), form.key()));
    if (form.field("tagging") != null || form.field("x-amz-tagging") != null) {
      all.add(Access.toObject("PutObjectTagging", request.bucket(), form.key()));
    }
    if (form.field("acl") != null
        || form.fields().keySet().stream().anyMatch(Operations::setsAccess)) {
      all.add(Access.toObject("PutObjectAcl", request.bucket(), form.key()));
    }
    all.addAll(ObjectLock.needs(request, form));
    return all;
  }

  /** Whether a header says who may read or write what is made. */
  static boolean setsAccess(S3Request request) {
    return Collections.list(request.getHeaderNames()).stream()
        .anyMatch(name -> setsAccess(name.toLowerCase(Locale.ROOT)));
  }

  private static boolean setsAccess(String name) {
    return name.equals("x-amz-acl") || name.startsWith("x-amz-grant-");
  }
}
