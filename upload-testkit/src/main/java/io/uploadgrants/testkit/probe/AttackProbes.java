package io.uploadgrants.testkit.probe;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.Tampering.Outcome;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a server refuses of the altered copies of a grant. */
record AttackProbes(ProbeUploads uploads) {

  /** Where there are dozens, those that each stand for many; the others are in the test suites. */
  private static final Map<ServerCheck, Set<String>> REPRESENTATIVE =
      Map.of(
          ServerCheck.PUT_SIGNATURE,
          Set.of(
              "put, query changed: X-Amz-Signature",
              "put, query dropped: X-Amz-Signature",
              "put, query changed: X-Amz-Expires",
              "put, header changed: content-type",
              "put, header dropped: content-type",
              "put, header dropped: if-none-match",
              "put, method: DELETE",
              "put, key: longer",
              "put, key: sibling"),
          // A proxy may say the length of what comes in chunks, and all is as granted.
          ServerCheck.PUT_SIZE,
          Set.of(
              "put, body: longer",
              "put, body: shorter",
              "put, body: empty",
              "put, body: in chunks, longer"),
          ServerCheck.FORM_CONDITIONS,
          Set.of(
              "form, field changed: key",
              "form, field changed: Content-Type",
              "form, field dropped: Content-Type",
              "form, field changed: success_action_status",
              "form, key: longer",
              "form, bucket: other"));

  /** What a server without such a thing may well ignore. */
  private static final Set<ServerCheck> IGNORED_TOO =
      EnumSet.of(
          ServerCheck.UNSIGNED_ACLS, ServerCheck.UNSIGNED_TAGS, ServerCheck.UNSIGNED_METADATA);

  boolean refuses(ServerCheck check) {
    return switch (check) {
      case PUT_CHECKSUM -> refusesOtherBytes(check, GrantKind.PRESIGNED_PUT);
      case FORM_CHECKSUM -> refusesOtherBytes(check, GrantKind.POST_POLICY);
      case UNSIGNED_COPIES -> refuses(check, uploads.withGuards());
      default ->
          refuses(
              check,
              uploads.grants(
                  check.name().startsWith("FORM_")
                      ? GrantKind.POST_POLICY
                      : GrantKind.PRESIGNED_PUT));
    };
  }

  private boolean refusesOtherBytes(ServerCheck check, GrantKind kind) {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      Supplier<UploadGrant> grants =
          uploads.grants(
              kind,
              profile -> profile.requireChecksum(algorithm),
              request -> request.checksum(GrantClient.checksum(algorithm, ProbeUploads.FILE)));
      if (!refuses(check, grants)) {
        return false;
      }
    }
    return true;
  }

  private boolean refuses(ServerCheck check, Supplier<UploadGrant> grants) {
    List<Tampering> all = tampering(grants).stream().filter(each -> stands(each, check)).toList();
    if (all.size() < REPRESENTATIVE.getOrDefault(check, Set.of("any")).size()) {
      throw new IllegalStateException("%s is probed by %s alone".formatted(check, all));
    }
    Set<Outcome> good =
        IGNORED_TOO.contains(check)
            ? EnumSet.of(Outcome.REFUSED, Outcome.HARMLESS)
            : EnumSet.of(Outcome.REFUSED);
    return all.stream().allMatch(each -> good.contains(each.attempt()));
  }

  private List<Tampering> tampering(Supplier<UploadGrant> grants) {
    uploads.delete(uploads.sendRight(grants.get()));
    return GrantClient.of(uploads.server()).tampering(grants, ProbeUploads.FILE).toList();
  }

  private static boolean stands(Tampering tampering, ServerCheck check) {
    @Nullable Set<String> representative = REPRESENTATIVE.get(check);
    return tampering.check() == check
        && (representative == null
            // Of two values a server may well read the granted one.
            ? !tampering.name().contains(" doubled")
            : representative.contains(tampering.name()));
  }
}
