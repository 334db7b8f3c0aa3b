package io.uploadgrants.http.uppy;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.GrantKind;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.PartPlan;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Issues grants for what Uppy asks for. */
record UppyGrants(UploadGrants grants, UppyProfiles profiles) {

  /**
   * Issues a grant of one kind.
   *
   * @throws UploadRefusedException when it is refused; {@code kind-not-allowed} for what Uppy
   *     couldn't complete
   */
  UploadGrant issue(
      UppyExchange exchange, @Nullable String subject, UppyFile file, GrantKind kind) {
    UploadProfile profile = profiles.of(file.profile(), subject == null, EnumSet.of(kind));
    return issue(exchange, subject, file, kind, profile);
  }

  /**
   * Issues a grant for what Uppy sends in one piece: a form, unless the profile prefers a PUT and
   * the page has said the size, or has no forms.
   */
  UploadGrant issueWhole(UppyExchange exchange, @Nullable String subject, UppyFile file) {
    Set<GrantKind> whole = EnumSet.of(GrantKind.POST_POLICY, GrantKind.PRESIGNED_PUT);
    UploadProfile profile = profiles.of(file.profile(), subject == null, whole);
    List<GrantKind> kinds = profile.kinds().stream().filter(whole::contains).toList();
    boolean form = kinds.isEmpty() || file.size() == null && kinds.contains(GrantKind.POST_POLICY);
    return issue(exchange, subject, file, form ? GrantKind.POST_POLICY : kinds.get(0), profile);
  }

  /** Starts an upload in parts, cut as Uppy cuts it. */
  MultipartUpload start(UppyExchange exchange, @Nullable String subject, UppyFile file) {
    return (MultipartUpload) issue(exchange, subject, file, GrantKind.MULTIPART);
  }

  /** Returns the ticket of an upload in parts, by which Uppy names it. */
  static String uploadId(MultipartUpload upload) {
    return Objects.requireNonNull(upload.ticket(), "An upload in parts has no ticket").value();
  }

  private UploadGrant issue(
      UppyExchange exchange,
      @Nullable String subject,
      UppyFile file,
      GrantKind kind,
      UploadProfile profile) {
    checkKind(profile, kind, file, subject == null);
    UploadRequest.Builder wanted = UploadRequest.of(profile.name()).kind(kind);
    if (kind != GrantKind.TEMPORARY_CREDENTIALS) {
      wanted.fileName(file.name()).contentType(file.type()).size(file.size());
    }
    if (kind == GrantKind.MULTIPART) {
      wanted.sizeAtCompletion(true);
    }
    exchange.customize(wanted.by(subject));
    Long size = wanted.size();
    wanted.partSize(size == null || size > PartPlan.MAX_SIZE ? null : partSize(size));
    // Again, so that whoever customizes can neither speak for somebody else nor change the answer.
    return grants.grant(wanted.by(subject).kind(kind).build());
  }

  /** Refuses what Uppy would take for done although nobody has accepted it yet. */
  private static void checkKind(
      UploadProfile profile, GrantKind kind, UppyFile file, boolean guest) {
    if (kind.completedByApplication() || guest && !profile.openToGuests()) {
      return;
    }
    if (profile.scope() == UploadScope.PREFIX && kind != GrantKind.TEMPORARY_CREDENTIALS) {
      throw notAllowed(
          profile,
          kind,
          "Profile '%s' grants a prefix for many files, and Uppy asks for each file; use another profile, or the kind temporary-credentials.");
    }
    if (profile.kinds().contains(kind) && profile.completion() != null && !file.completes()) {
      throw notAllowed(
          profile,
          kind,
          "Profile '%s' looks at what was uploaded before it accepts it, and Uppy asks for that only after an upload in parts; set shouldUseMultipart to true, or let the page complete the upload and say completes=true.");
    }
    if (kind == GrantKind.POST_POLICY && !profile.kinds().contains(kind)) {
      throw notAllowed(
          profile,
          kind,
          "Profile '%s' has no post-policy, by which Uppy sends a file in one piece; it has %s. Set shouldUseMultipart to true where it has multipart, or add post-policy to its kinds.");
    }
  }

  private static UploadRefusedException notAllowed(
      UploadProfile profile, GrantKind kind, String text) {
    List<String> ids = profile.kinds().stream().map(GrantKind::id).toList();
    return new UploadRefusedException(
        ErrorCode.KIND_NOT_ALLOWED,
        ErrorText.of(text, profile.name(), phrase(ids.stream().collect(Collectors.joining(", ")))),
        ids,
        kind.id());
  }

  /**
   * Returns the size of the parts that both generations of Uppy cut a file into, unless a page has
   * a {@code getChunkSize} of its own.
   */
  static long partSize(long size) {
    long tenThousandth = size / PartPlan.MAX_PARTS + (size % PartPlan.MAX_PARTS == 0 ? 0 : 1);
    return Math.max(PartPlan.MIN_PART_SIZE, tenThousandth);
  }

  /** Returns how long something is still valid, in whole seconds, 1 or more. */
  long secondsUntil(Instant end) {
    return Math.max(1, Duration.between(grants.clock().instant(), end).toSeconds());
  }

  /** Checks that nothing is missing. */
  UppyGrants {
    Objects.requireNonNull(grants, "grants");
    Objects.requireNonNull(profiles, "profiles");
  }
}
