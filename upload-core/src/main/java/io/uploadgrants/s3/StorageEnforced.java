package io.uploadgrants.s3;

import io.uploadgrants.Encryption;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ObjectSettings;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which constraints the store itself enforces on a signed upload. */
final class StorageEnforced {

  private StorageEnforced() {}

  /** Returns the profile's constraints that the target's store can enforce, whatever the kind. */
  static Set<UploadConstraint> onAnyKind(UploadProfile profile, UploadTarget target) {
    Set<UploadConstraint> enforced = EnumSet.copyOf(profile.required(target));
    ObjectSettings settings = profile.settings();
    Encryption encryption = settings.encryption();
    enforced.remove(UploadConstraint.CONTENT);
    removeUnless(target.supports(StoreFeature.CHECKSUMS), enforced, UploadConstraint.CHECKSUM);
    removeUnless(target.supports(StoreFeature.TAGS), enforced, UploadConstraint.TAGS);
    removeUnless(
        target.supports(StoreFeature.STORAGE_CLASSES), enforced, UploadConstraint.STORAGE_CLASS);
    removeUnless(
        settings.acl() == null || target.supports(StoreFeature.ACLS),
        enforced,
        UploadConstraint.HEADERS);
    removeUnless(
        target.expectedBucketOwner() == null || target.supports(StoreFeature.EXPECTED_BUCKET_OWNER),
        enforced,
        UploadConstraint.HEADERS);
    StoreFeature encrypting =
        encryption instanceof Encryption.SseKms ? StoreFeature.SSE_KMS : StoreFeature.SSE_S3;
    removeUnless(target.supports(encrypting), enforced, UploadConstraint.ENCRYPTION);
    return enforced;
  }

  static void removeUnless(
      boolean possible, Set<UploadConstraint> enforced, UploadConstraint constraint) {
    if (!possible) {
      enforced.remove(constraint);
    }
  }

  static Map<UploadConstraint, EnforcedBy> map(Set<UploadConstraint> constraints) {
    Map<UploadConstraint, EnforcedBy> map = new EnumMap<>(UploadConstraint.class);
    constraints.forEach(constraint -> map.put(constraint, EnforcedBy.STORAGE));
    return Collections.unmodifiableMap(map);
  }

  /** Returns the profile's map with what this request adds: its checksum, metadata and tags. */
  static Map<UploadConstraint, EnforcedBy> with(
      Map<UploadConstraint, EnforcedBy> profile, UploadRequest request, UploadTarget target) {
    if (request.checksum() == null && request.metadata().isEmpty() && request.tags().isEmpty()) {
      return profile;
    }
    Map<UploadConstraint, EnforcedBy> map = new EnumMap<>(profile);
    if (request.checksum() != null && target.supports(StoreFeature.CHECKSUMS)) {
      map.put(UploadConstraint.CHECKSUM, EnforcedBy.STORAGE);
    }
    if (!request.metadata().isEmpty()) {
      map.put(UploadConstraint.METADATA, EnforcedBy.STORAGE);
    }
    if (!request.tags().isEmpty() && target.supports(StoreFeature.TAGS)) {
      map.put(UploadConstraint.TAGS, EnforcedBy.STORAGE);
    }
    return Collections.unmodifiableMap(map);
  }
}
