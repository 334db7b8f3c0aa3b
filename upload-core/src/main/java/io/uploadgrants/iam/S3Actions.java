package io.uploadgrants.iam;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The actions that uploads need. */
final class S3Actions {

  static final String PUT = "s3:PutObject";
  static final String PUT_TAGS = "s3:PutObjectTagging";
  static final String PUT_ACL = "s3:PutObjectAcl";
  static final String READ = "s3:GetObject";
  static final String LIST = "s3:ListBucket";

  /** Reading, also the versions of a bucket that has some. */
  static final List<String> READ_VERSIONS = List.of(READ, "s3:GetObjectVersion");

  /** Removing, also a version for good. */
  static final List<String> DELETE_VERSIONS = List.of("s3:DeleteObject", "s3:DeleteObjectVersion");

  /** Uploading, whole or in parts, with resuming and cancelling. */
  static final List<String> UPLOAD =
      List.of(PUT, "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts");

  /** Of a bucket: what is in it, and what was begun. */
  static final String LIST_UPLOADS = "s3:ListBucketMultipartUploads";

  private S3Actions() {}

  /** Returns what has to be allowed where signatures, or narrower policies, say the rest. */
  static List<String> forSigning(Collection<UploadProfile> profiles, UploadTarget target) {
    List<String> actions = new ArrayList<>(UPLOAD);
    if (target.supports(StoreFeature.TAGS)) {
      // Without tags in the profile, too: the application may add some to a request.
      actions.add(PUT_TAGS);
    }
    if (target.supports(StoreFeature.ACLS)
        && profiles.stream().anyMatch(profile -> profile.settings().acl() != null)) {
      actions.add(PUT_ACL);
    }
    return actions;
  }
}
