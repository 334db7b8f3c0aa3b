package io.uploadgrants.s3;

import io.uploadgrants.Checksum;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedParts;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Starts the multipart uploads of one profile, and signs their parts. */
final class MultipartIssuer implements GrantIssuer {

  /** To which the sizes of parts that a profile doesn't set are rounded up. */
  private static final long MIB = 1L << 20;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final UploadProfile profile;
  private final UploadTarget target;
  private final long partSize;
  private final SigningCredentials credentials;
  private final Map<UploadConstraint, EnforcedBy> enforced;
  private final MultipartUploads uploads;
  private final StorageEnforced storage;
  private final PartSigner signer;

  MultipartIssuer(
      UploadProfile profile,
      UploadTarget target,
      long partSize,
      SigningCredentials credentials,
      Map<UploadConstraint, EnforcedBy> enforced,
      MultipartUploads uploads) {
    this.profile = profile;
    this.target = target;
    this.partSize = partSize;
    this.credentials = credentials;
    this.enforced = enforced;
    this.uploads = uploads;
    this.storage = StorageEnforced.byCreate(target);
    this.signer = new PartSigner(target);
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request) {
    Map<UploadConstraint, EnforcedBy> all = new EnumMap<>(UploadConstraint.class);
    all.putAll(storage.with(enforced, request));
    if (request.size() == null && all.remove(UploadConstraint.SIZE) != null) {
      if (request.sizeAtCompletion()) {
        all.put(UploadConstraint.SIZE, EnforcedBy.COMPLETION);
      }
    }
    Checksum checksum = request.checksum();
    if (checksum != null && !MultipartStrategy.isOfTheWhole(checksum.algorithm())) {
      all.remove(UploadConstraint.CHECKSUM);
    }
    return all;
  }

  @Override
  public MultipartUpload issue(GrantDraft draft) {
    UploadRequest request = draft.request();
    Long size = size(request);
    SigningWindow window =
        SigningWindow.open(credentials, request, draft.issuedAt(), profile.validity());
    String id =
        uploads.start(
            draft.key(),
            CreateHeaders.of(profile, target, request, draft.uploadId()),
            window.credentials());
    try {
      PartPlan plan =
          size == null ? open(id) : new PartPlan(id, size, each(size, request.partSize()));
      int known = plan.isOpen() ? 0 : Math.min(plan.count(), MultipartUpload.FIRST_PARTS);
      List<Integer> first = IntStream.rangeClosed(1, known).boxed().toList();
      return new MultipartUpload(
          draft.key(),
          plan,
          signer.sign(draft.key(), plan, first, window),
          window.end(),
          enforces(request),
          null);
    } catch (Throwable failed) {
      abandon(draft.key(), id, window, failed);
      throw failed;
    }
  }

  private void abandon(String key, String id, SigningWindow window, Throwable failed) {
    try {
      uploads.abort(key, id, window.credentials());
    } catch (RuntimeException left) {
      failed.addSuppressed(left);
    }
  }

  private PartPlan open(String id) {
    Long maxSize = profile.constraints().maxSize();
    return PartPlan.open(id, maxSize, maxSize == null ? partSize : each(maxSize, null));
  }

  /**
   * Returns the size of parts of which no more than S3 takes make up a file.
   *
   * @param asked the size that the client cuts, or {@code null}
   */
  private long each(long size, @Nullable Long asked) {
    if (asked != null) {
      return asked;
    }
    long bytes = tenThousandth(size);
    long rounded = bytes / MIB * MIB + (bytes % MIB == 0 ? 0 : MIB);
    return Math.max(partSize, Math.min(rounded, PartPlan.MAX_PART_SIZE));
  }

  private static long tenThousandth(long size) {
    return size / PartPlan.MAX_PARTS + (size % PartPlan.MAX_PARTS == 0 ? 0 : 1);
  }

  /** Returns the size, or {@code null} when it is left to completion. */
  private static @Nullable Long size(UploadRequest request) {
    Long size = request.size();
    if (size == null) {
      if (request.sizeAtCompletion()) {
        return null;
      }
      throw new UploadRefusedException(
          ErrorCode.SIZE_REQUIRED,
          "A multipart upload signs the length of each part; give the file's size in bytes.",
          null,
          null);
    }
    if (size > PartPlan.MAX_SIZE) {
      throw new UploadRefusedException(
          ErrorCode.TOO_LARGE,
          ErrorText.of(
              "The file has %d bytes; S3 takes at most %d in one object.", size, PartPlan.MAX_SIZE),
          PartPlan.MAX_SIZE,
          size);
    }
    Long partSize = request.partSize();
    if (partSize != null && partSize < tenThousandth(size)) {
      throw UploadRefusedException.invalid(
          "A file of %d bytes has more than %d parts of %d bytes; ask for larger ones.",
          size, PartPlan.MAX_PARTS, partSize);
    }
    return size;
  }

  @Override
  public void withdraw(GrantDraft draft, UploadGrant grant) {
    Instant now = draft.issuedAt();
    uploads.abort(
        grant.key(),
        ((MultipartUpload) grant).plan().uploadId(),
        credentials.until(now, now, draft.request()));
  }

  @Override
  public SignedParts sign(TicketClaims upload, List<Integer> partNumbers, Instant now) {
    PartPlan plan = upload.parts();
    if (plan == null) {
      throw new IllegalArgumentException("An upload of one piece has no parts");
    }
    Duration left = Duration.between(now, upload.expiresAt());
    Duration validity = profile.validity().compareTo(left) < 0 ? profile.validity() : left;
    if (validity.compareTo(SECOND) < 0) {
      // Signatures have no fractions.
      validity = SECOND;
    }
    UploadRequest request = UploadRequest.of(upload.profile()).by(upload.subject()).build();
    SigningWindow window = SigningWindow.open(credentials, request, now, validity);
    return new SignedParts(signer.sign(upload.key(), plan, partNumbers, window), window.end());
  }
}
