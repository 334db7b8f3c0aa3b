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

/** Which constraints the store itself enforces on a signed upload, by the way that it is sent. */
final class StorageEnforced {

  /** What a PUT's headers lean on. */
  private static final Map<UploadConstraint, StoreFeature> PUT =
      Map.of(
          UploadConstraint.CHECKSUM, StoreFeature.CHECKSUMS,
          // Else the holder adds more to what the profile sets.
          UploadConstraint.METADATA, StoreFeature.UNSIGNED_METADATA_REFUSED,
          UploadConstraint.TAGS, StoreFeature.TAGS);

  /** What a form's fields lean on. */
  private static final Map<UploadConstraint, StoreFeature> FORM =
      Map.of(
          UploadConstraint.CHECKSUM, StoreFeature.FORM_CHECKSUMS,
          // Else the holder adds more to what the profile sets.
          UploadConstraint.METADATA, StoreFeature.FORM_METADATA_REFUSED,
          UploadConstraint.TAGS, StoreFeature.FORM_TAGS);

  /** What the request leans on by which the application starts an upload in parts. */
  private static final Map<UploadConstraint, StoreFeature> CREATE =
      Map.of(
          UploadConstraint.CHECKSUM, StoreFeature.COMPLETE_CHECKSUMS,
          UploadConstraint.TAGS, StoreFeature.TAGS);

  private final UploadTarget target;
  private final Map<UploadConstraint, StoreFeature> features;

  private StorageEnforced(UploadTarget target, Map<UploadConstraint, StoreFeature> features) {
    this.target = target;
    this.features = features;
  }

  static StorageEnforced byPut(UploadTarget target) {
    return new StorageEnforced(target, PUT);
  }

  static StorageEnforced byForm(UploadTarget target) {
    return new StorageEnforced(target, FORM);
  }

  static StorageEnforced byCreate(UploadTarget target) {
    return new StorageEnforced(target, CREATE);
  }

  private boolean canHold(UploadConstraint constraint) {
    if (constraint == UploadConstraint.CONTENT) {
      // No store looks into a file.
      return false;
    }
    StoreFeature feature = features.get(constraint);
    return (feature == null || target.supports(feature))
        && (features != PUT
            || !ofACopy(constraint)
            || target.supports(StoreFeature.UNSIGNED_COPIES_REFUSED));
  }

  /** What another object brings along that is copied into the file's place. */
  private static boolean ofACopy(UploadConstraint constraint) {
    return switch (constraint) {
      case SIZE, CONTENT_TYPE, CHECKSUM, METADATA, TAGS -> true;
      default -> false;
    };
  }

  /** Returns the profile's constraints that the target's store can enforce. */
  Set<UploadConstraint> of(UploadProfile profile) {
    Set<UploadConstraint> enforced = EnumSet.copyOf(profile.required(target));
    ObjectSettings settings = profile.settings();
    Encryption encryption = settings.encryption();
    enforced.removeIf(constraint -> !canHold(constraint));
    removeUnless(features != PUT || comesWhole(profile), enforced, UploadConstraint.SIZE);
    removeUnless(
        target.supports(StoreFeature.STORAGE_CLASSES), enforced, UploadConstraint.STORAGE_CLASS);
    removeUnless(
        settings.acl() == null || target.supports(StoreFeature.ACLS),
        enforced,
        UploadConstraint.HEADERS);
    removeUnless(
        settings.cacheControl() == null && settings.disposition() == null || keepsHeaders(),
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

  /** Some stores keep what came of a PUT that breaks off, unless its checksum is another. */
  private boolean comesWhole(UploadProfile profile) {
    return target.supports(StoreFeature.WHOLE_UPLOADS)
        || profile.constraints().checksum() != null && canHold(UploadConstraint.CHECKSUM);
  }

  private boolean keepsHeaders() {
    return features == CREATE
        || target.supports(
            features == FORM ? StoreFeature.FORM_HEADERS : StoreFeature.UNSIGNED_COPIES_REFUSED);
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

  /** Returns the profile's map with what a request adds, as far as the store holds it. */
  Map<UploadConstraint, EnforcedBy> with(
      Map<UploadConstraint, EnforcedBy> profile, UploadRequest request) {
    Set<UploadConstraint> added = request.required();
    if (added.isEmpty()) {
      return profile;
    }
    Map<UploadConstraint, EnforcedBy> map = new EnumMap<>(profile);
    for (UploadConstraint constraint : added) {
      if (canHold(constraint)) {
        map.put(constraint, EnforcedBy.STORAGE);
      } else {
        map.remove(constraint);
      }
    }
    return Collections.unmodifiableMap(map);
  }
}
