package io.uploadgrants.testkit.backend;

import io.uploadgrants.testkit.ServerCheck;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What stores check that users don't start by the kit; each is held to it by its suite. */
final class StoreChecks {

  static final Set<ServerCheck> SEAWEEDFS =
      allBut(
          ServerCheck.PLAIN_HEADERS,
          ServerCheck.FORM_FIELDS,
          ServerCheck.FORM_FANOUT,
          ServerCheck.COMPLETE_SIZE,
          ServerCheck.SESSION_ESCAPES,
          ServerCheck.SESSION_BUCKETS,
          ServerCheck.SESSION_CASE,
          ServerCheck.SESSION_CONDITIONS,
          ServerCheck.SESSION_NO_OVERWRITE,
          ServerCheck.KMS_ENCRYPTION,
          ServerCheck.FORM_TAGS,
          ServerCheck.FORM_KMS_ENCRYPTION);

  /** Garage 2.5.0 has no STS. */
  static final Set<ServerCheck> GARAGE =
      allBut(
          ServerCheck.NO_OVERWRITE,
          ServerCheck.PLAIN_HEADERS,
          ServerCheck.FORM_CHECKSUM,
          ServerCheck.COMPLETE_NO_OVERWRITE,
          ServerCheck.COMPLETE_CHECKSUM,
          ServerCheck.COMPLETE_SIZE,
          ServerCheck.SESSION_TOKEN,
          ServerCheck.SESSION_POLICY,
          ServerCheck.SESSION_ESCAPES,
          ServerCheck.SESSION_BUCKETS,
          ServerCheck.SESSION_CASE,
          ServerCheck.SESSION_CONDITIONS,
          ServerCheck.SESSION_NO_OVERWRITE,
          ServerCheck.CORS,
          ServerCheck.TAGS,
          ServerCheck.STORAGE_CLASS,
          ServerCheck.ENCRYPTION,
          ServerCheck.KMS_ENCRYPTION,
          ServerCheck.FORM_TAGS,
          ServerCheck.FORM_STORAGE_CLASS,
          ServerCheck.FORM_ENCRYPTION,
          ServerCheck.FORM_KMS_ENCRYPTION);

  /** Ceph's gateway, 16.2. */
  static final Set<ServerCheck> CEPH =
      allBut(
          ServerCheck.PUT_CHECKSUM,
          ServerCheck.UNSIGNED_ACLS,
          ServerCheck.UNSIGNED_TAGS,
          ServerCheck.UNSIGNED_METADATA,
          ServerCheck.UNSIGNED_HEADERS,
          ServerCheck.PLAIN_HEADERS,
          ServerCheck.FORM_CHECKSUM,
          ServerCheck.COMPLETE_NO_OVERWRITE,
          ServerCheck.COMPLETE_CHECKSUM,
          ServerCheck.COMPLETE_SIZE,
          ServerCheck.COPY_CONDITION,
          ServerCheck.SESSION_ESCAPES,
          ServerCheck.SESSION_CONDITIONS,
          ServerCheck.SESSION_NO_OVERWRITE,
          ServerCheck.STORAGE_CLASS,
          ServerCheck.ENCRYPTION,
          ServerCheck.KMS_ENCRYPTION,
          ServerCheck.FORM_STORAGE_CLASS,
          ServerCheck.FORM_ENCRYPTION,
          ServerCheck.FORM_KMS_ENCRYPTION,
          ServerCheck.FORM_DISPOSITION);

  private StoreChecks() {}

  /** None of them has a clock that can be moved, or does wrong when it is asked to. */
  private static Set<ServerCheck> allBut(ServerCheck... missing) {
    Set<ServerCheck> made = EnumSet.allOf(ServerCheck.class);
    made.remove(ServerCheck.TEST_CLOCK);
    made.remove(ServerCheck.FAULTS);
    for (ServerCheck check : missing) {
      made.remove(check);
    }
    return Collections.unmodifiableSet(made);
  }
}
