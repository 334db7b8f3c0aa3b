package io.uploadgrants.testkit.backend;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.ServerCheck;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a target may claim of a server, by the checks that it makes.
 *
 * @param present the features that it has
 */
record CheckedFeatures(Set<StoreFeature> present) {

  /** What a store must do before a target may claim a feature; the others aren't found out. */
  private static final Map<StoreFeature, Set<ServerCheck>> CHECKS = checks();

  private static Map<StoreFeature, Set<ServerCheck>> checks() {
    Map<StoreFeature, Set<ServerCheck>> all = new EnumMap<>(StoreFeature.class);
    all.put(StoreFeature.POST_POLICY, EnumSet.of(ServerCheck.FORM));
    all.put(StoreFeature.CONDITIONAL_WRITES, EnumSet.of(ServerCheck.NO_OVERWRITE));
    all.put(StoreFeature.CONDITIONAL_COMPLETES, EnumSet.of(ServerCheck.COMPLETE_NO_OVERWRITE));
    all.put(StoreFeature.CONDITIONAL_COPIES, EnumSet.of(ServerCheck.COPY_CONDITION));
    all.put(StoreFeature.COMPLETE_SIZES, EnumSet.of(ServerCheck.COMPLETE_SIZE));
    all.put(StoreFeature.COMPLETE_CHECKSUMS, EnumSet.of(ServerCheck.COMPLETE_CHECKSUM));
    all.put(StoreFeature.WHOLE_UPLOADS, EnumSet.of(ServerCheck.WHOLE_UPLOADS));
    all.put(StoreFeature.CHECKSUMS, EnumSet.of(ServerCheck.PUT_CHECKSUM));
    all.put(StoreFeature.FORM_CHECKSUMS, EnumSet.of(ServerCheck.FORM_CHECKSUM));
    all.put(StoreFeature.TAGS, EnumSet.of(ServerCheck.TAGS));
    all.put(StoreFeature.FORM_TAGS, EnumSet.of(ServerCheck.FORM_TAGS));
    all.put(StoreFeature.FORM_HEADERS, EnumSet.of(ServerCheck.FORM_DISPOSITION));
    all.put(StoreFeature.FORM_FILE_NAMES, EnumSet.of(ServerCheck.FORM_FILE_NAMES));
    all.put(
        StoreFeature.FORM_FIELDS_REFUSED,
        EnumSet.of(ServerCheck.FORM_FIELDS, ServerCheck.FORM_METADATA));
    all.put(StoreFeature.FORM_METADATA_REFUSED, EnumSet.of(ServerCheck.FORM_METADATA));
    all.put(
        StoreFeature.STORAGE_CLASSES,
        EnumSet.of(ServerCheck.STORAGE_CLASS, ServerCheck.FORM_STORAGE_CLASS));
    all.put(StoreFeature.SSE_S3, EnumSet.of(ServerCheck.ENCRYPTION, ServerCheck.FORM_ENCRYPTION));
    all.put(
        StoreFeature.SSE_KMS,
        EnumSet.of(ServerCheck.KMS_ENCRYPTION, ServerCheck.FORM_KMS_ENCRYPTION));
    all.put(
        StoreFeature.UNSIGNED_HEADERS_REFUSED,
        EnumSet.of(
            ServerCheck.UNSIGNED_HEADERS,
            ServerCheck.UNSIGNED_ACLS,
            ServerCheck.UNSIGNED_TAGS,
            ServerCheck.UNSIGNED_METADATA,
            ServerCheck.UNSIGNED_COPIES));
    all.put(StoreFeature.UNSIGNED_COPIES_REFUSED, EnumSet.of(ServerCheck.UNSIGNED_COPIES));
    all.put(StoreFeature.UNSIGNED_ACLS_REFUSED, EnumSet.of(ServerCheck.UNSIGNED_ACLS));
    all.put(StoreFeature.UNSIGNED_TAGS_REFUSED, EnumSet.of(ServerCheck.UNSIGNED_TAGS));
    all.put(StoreFeature.UNSIGNED_METADATA_REFUSED, EnumSet.of(ServerCheck.UNSIGNED_METADATA));
    all.put(StoreFeature.EMPTY_HEADERS, EnumSet.of(ServerCheck.EMPTY_HEADERS));
    all.put(StoreFeature.POLICY_ESCAPES, EnumSet.of(ServerCheck.SESSION_ESCAPES));
    all.put(StoreFeature.POLICY_CONDITIONS, EnumSet.of(ServerCheck.SESSION_CONDITIONS));
    all.put(StoreFeature.CASE_SENSITIVE_POLICIES, EnumSet.of(ServerCheck.SESSION_CASE));
    all.put(StoreFeature.CONDITIONAL_WRITE_POLICIES, EnumSet.of(ServerCheck.SESSION_NO_OVERWRITE));
    return Collections.unmodifiableMap(all);
  }

  static CheckedFeatures of(Set<ServerCheck> made) {
    Set<StoreFeature> present = EnumSet.noneOf(StoreFeature.class);
    CHECKS.forEach(
        (feature, needed) -> {
          Set<ServerCheck> asked = EnumSet.copyOf(needed);
          if (!made.contains(ServerCheck.FORM) && asked.size() > 1) {
            // What both kinds share counts where there are no forms.
            asked.removeIf(check -> check.name().startsWith("FORM_"));
          }
          if (made.containsAll(asked)) {
            present.add(feature);
          }
        });
    return new CheckedFeatures(Collections.unmodifiableSet(present));
  }

  /** Returns the features that are found out by checks. */
  static Set<StoreFeature> measured() {
    return CHECKS.keySet();
  }

  UploadTarget.Builder declaredOn(UploadTarget.Builder target) {
    Set<StoreFeature> missing = EnumSet.copyOf(CHECKS.keySet());
    missing.removeAll(present);
    return target
        .with(present.toArray(StoreFeature[]::new))
        .without(missing.toArray(StoreFeature[]::new));
  }
}
