package io.uploadgrants.testkit.embedded.access;

import io.uploadgrants.testkit.embedded.request.Form;
import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Object lock, which no bucket here has: as on S3, whoever asks for it needs a right of its own,
 * and is refused even so.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-permissions.html">Permissions
 *     for Object Lock</a>
 */
public final class ObjectLock {

  private static final String MODE = "x-amz-object-lock-mode";
  private static final String UNTIL = "x-amz-object-lock-retain-until-date";
  private static final String HOLD = "x-amz-object-lock-legal-hold";

  private ObjectLock() {}

  static List<Access> needs(S3Request request) {
    return needs(request, request.key(), name -> request.getHeader(name) != null);
  }

  static List<Access> needs(S3Request request, Form form) {
    return needs(request, form.key(), name -> form.field(name) != null);
  }

  private static List<Access> needs(S3Request request, String key, Predicate<String> has) {
    List<Access> needs = new ArrayList<>();
    if (has.test(MODE) || has.test(UNTIL)) {
      needs.add(Access.toObject("PutObjectRetention", request.bucket(), key));
    }
    if (has.test(HOLD)) {
      needs.add(Access.toObject("PutObjectLegalHold", request.bucket(), key));
    }
    return needs;
  }

  public static void refuse(S3Request request, @Nullable Form form) {
    if (!(form == null ? needs(request) : needs(request, form)).isEmpty()) {
      throw new S3Error(400, "InvalidRequest", "Bucket is missing Object Lock Configuration");
    }
  }
}
