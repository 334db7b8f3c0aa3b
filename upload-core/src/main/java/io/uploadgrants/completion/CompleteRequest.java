package io.uploadgrants.completion;

import io.uploadgrants.Checksum;
import io.uploadgrants.PartPlan;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadTarget;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The request that completes a multipart upload, with all that the store can be made to check.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">CompleteMultipartUpload</a>
 */
final class CompleteRequest {

  /**
   * Of many large parts S3 makes an object in minutes, whatever time a client's other calls have.
   */
  static final Duration TIMEOUT = Duration.ofMinutes(5);

  private CompleteRequest() {}

  static CompleteMultipartUploadRequest of(
      PromisedUpload upload, List<StoredPart> parts, UploadTarget target) {
    TicketClaims claims = upload.claims();
    PartPlan plan = Objects.requireNonNull(claims.parts());
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(target.bucket())
            .key(claims.key())
            .uploadId(plan.uploadId())
            .expectedBucketOwner(target.expectedBucketOwner())
            .overrideConfiguration(
                call -> call.apiCallTimeout(TIMEOUT).apiCallAttemptTimeout(TIMEOUT))
            .multipartUpload(all -> all.parts(parts.stream().map(CompleteRequest::part).toList()));
    if (target.supports(StoreFeature.COMPLETE_SIZES)) {
      Long declared = plan.size();
      request.mpuObjectSize(
          declared == null ? parts.stream().mapToLong(StoredPart::size).sum() : declared);
    }
    if (upload.replacesNothing() && target.supports(StoreFeature.CONDITIONAL_COMPLETES)) {
      request.ifNoneMatch("*");
    }
    Checksum checksum = claims.checksum();
    if (checksum != null) {
      declare(request, checksum);
    }
    return request.build();
  }

  private static CompletedPart part(StoredPart part) {
    CompletedPart.Builder completed =
        CompletedPart.builder().partNumber(part.partNumber()).eTag(part.etag());
    Checksum checksum = part.checksum();
    if (checksum != null) {
      switch (checksum.algorithm()) {
        case CRC32 -> completed.checksumCRC32(checksum.value());
        case CRC32C -> completed.checksumCRC32C(checksum.value());
        case CRC64NVME -> completed.checksumCRC64NVME(checksum.value());
        case SHA1, SHA256 -> throw ofParts(checksum);
      }
    }
    return completed.build();
  }

  private static void declare(CompleteMultipartUploadRequest.Builder request, Checksum checksum) {
    request.checksumType(ChecksumType.FULL_OBJECT);
    switch (checksum.algorithm()) {
      case CRC32 -> request.checksumCRC32(checksum.value());
      case CRC32C -> request.checksumCRC32C(checksum.value());
      case CRC64NVME -> request.checksumCRC64NVME(checksum.value());
      case SHA1, SHA256 -> throw ofParts(checksum);
    }
  }

  private static IllegalArgumentException ofParts(Checksum checksum) {
    return new IllegalArgumentException(
        "S3 has no " + checksum.algorithm() + " of a whole object in parts");
  }
}
