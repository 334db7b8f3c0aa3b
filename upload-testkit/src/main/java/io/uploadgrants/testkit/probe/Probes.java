package io.uploadgrants.testkit.probe;

import io.uploadgrants.GrantKind;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Finds out what a server checks and keeps. Each probe makes the right request, which must work,
 * and wrong ones, each of which must be refused: what a server merely ignores, it doesn't check.
 */
public final class Probes {

  private Probes() {}

  /** Returns the checks that the server makes; its bucket is as before. */
  public static Set<ServerCheck> measure(UploadServer server) {
    ProbeUploads uploads = new ProbeUploads(server);
    Set<ServerCheck> made = EnumSet.noneOf(ServerCheck.class);
    for (ServerCheck check : ServerCheck.values()) {
      if (makes(check, uploads)) {
        made.add(check);
      }
    }
    return Collections.unmodifiableSet(made);
  }

  private static boolean makes(ServerCheck check, ProbeUploads uploads) {
    try {
      // Without a default, so that a new check can't be forgotten: it doesn't compile.
      return switch (check) {
        case PUT_SIGNATURE,
            PUT_SIZE,
            PUT_CHECKSUM,
            NO_OVERWRITE,
            UNSIGNED_ACLS,
            UNSIGNED_TAGS,
            UNSIGNED_METADATA,
            UNSIGNED_COPIES,
            UNSIGNED_HEADERS,
            PLAIN_HEADERS,
            PUT_STREAMING,
            HEADER_SIGNATURE,
            FORM_SIGNATURE,
            FORM_CONDITIONS,
            FORM_FIELDS,
            FORM_METADATA,
            FORM_FANOUT,
            FORM_SIZE,
            FORM_CHECKSUM ->
            new AttackProbes(uploads).refuses(check);
        case WHOLE_UPLOADS -> new WholeProbe(uploads).keepsNoHalves();
        case EXPIRY -> TimeProbes.refusesExpired(uploads, GrantKind.PRESIGNED_PUT);
        case FORM -> uploads.takesForms();
        case FORM_EXPIRY -> TimeProbes.refusesExpired(uploads, GrantKind.POST_POLICY);
        case FORM_FILE_NAMES -> new KeepingProbes(uploads).formFileNames();
        case COMPLETE_NO_OVERWRITE -> new CompletionProbes(uploads).noOverwrite();
        case COMPLETE_SIZE -> new CompletionProbes(uploads).size();
        case COMPLETE_CHECKSUM -> new CompletionProbes(uploads).checksum();
        case COPY_CONDITION -> new CompletionProbes(uploads).copyCondition();
        case SESSION_TOKEN -> new SessionProbes(uploads).token();
        case SESSION_POLICY -> new SessionProbes(uploads).policy();
        case SESSION_ESCAPES -> new SessionProbes(uploads).escapes();
        case SESSION_BUCKETS -> new SessionProbes(uploads).buckets();
        case SESSION_CASE -> new SessionProbes(uploads).capitals();
        case SESSION_CONDITIONS -> new SessionProbes(uploads).conditions();
        case SESSION_NO_OVERWRITE -> new SessionProbes(uploads).noOverwrite();
        case CORS -> new CorsProbe(uploads).withholds();
        case EMPTY_HEADERS -> new KeepingProbes(uploads).emptyHeaders();
        case TAGS -> new KeepingProbes(uploads).tags(GrantKind.PRESIGNED_PUT);
        case STORAGE_CLASS -> new KeepingProbes(uploads).storageClass(GrantKind.PRESIGNED_PUT);
        case ENCRYPTION -> new KeepingProbes(uploads).encryption(GrantKind.PRESIGNED_PUT);
        case KMS_ENCRYPTION -> new KeepingProbes(uploads).kms(GrantKind.PRESIGNED_PUT);
        case FORM_TAGS -> new KeepingProbes(uploads).tags(GrantKind.POST_POLICY);
        case FORM_STORAGE_CLASS -> new KeepingProbes(uploads).storageClass(GrantKind.POST_POLICY);
        case FORM_ENCRYPTION -> new KeepingProbes(uploads).encryption(GrantKind.POST_POLICY);
        case FORM_KMS_ENCRYPTION -> new KeepingProbes(uploads).kms(GrantKind.POST_POLICY);
        case FORM_DISPOSITION -> new KeepingProbes(uploads).formDisposition();
        case TEST_CLOCK -> TimeProbes.canBeMoved(uploads.server());
        case FAULTS -> FaultsProbe.work(uploads.server());
      };
    } catch (RefusedException | SdkException right) {
      // The right request didn't work, so what the server does with wrong ones proves nothing.
      return false;
    }
  }

  /** A request was refused that is right. */
  static final class RefusedException extends RuntimeException {
    RefusedException(String message) {
      super(message);
    }
  }
}
