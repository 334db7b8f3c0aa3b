package io.uploadgrants;

import java.util.EnumSet;
import java.util.Set;

/** The constraints that a profile has on a target. */
final class RequiredConstraints {

  private RequiredConstraints() {}

  static Set<UploadConstraint> of(UploadProfile profile, UploadTarget target) {
    UploadConstraints file = profile.constraints();
    ObjectSettings stored = profile.settings();
    Set<UploadConstraint> required = EnumSet.of(UploadConstraint.KEY, UploadConstraint.VALIDITY);
    addIf(required, UploadConstraint.SIZE, file.boundSize());
    addIf(required, UploadConstraint.CONTENT_TYPE, !file.contentTypes().isEmpty());
    addIf(required, UploadConstraint.CHECKSUM, file.checksum() != null);
    addIf(required, UploadConstraint.NO_OVERWRITE, file.overwrite() == Overwrite.NEVER);
    addIf(
        required,
        UploadConstraint.METADATA,
        !stored.metadata().isEmpty() || stored.fileNameMetadata() != null);
    addIf(required, UploadConstraint.TAGS, !stored.tags().isEmpty());
    addIf(required, UploadConstraint.STORAGE_CLASS, stored.storageClass() != null);
    addIf(required, UploadConstraint.ENCRYPTION, stored.encryption() != null);
    CompletionSettings completion = profile.completion();
    addIf(required, UploadConstraint.CONTENT, completion != null && completion.content());
    addIf(
        required,
        UploadConstraint.HEADERS,
        stored.cacheControl() != null
            || stored.disposition() != null
            || stored.acl() != null
            || target.expectedBucketOwner() != null);
    return required;
  }

  private static void addIf(Set<UploadConstraint> set, UploadConstraint constraint, boolean has) {
    if (has) {
      set.add(constraint);
    }
  }
}
