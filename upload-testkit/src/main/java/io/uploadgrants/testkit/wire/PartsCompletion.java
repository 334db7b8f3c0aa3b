package io.uploadgrants.testkit.wire;

import io.uploadgrants.PartPlan;
import io.uploadgrants.testkit.UploadAnswer;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Completes uploads as an application does: when the store has each part with its size.
 *
 * @param client the application's
 * @param replacesNothing whether an object that is there stays
 */
record PartsCompletion(S3Client client, String bucket, boolean replacesNothing) {

  private static final int UNPROCESSABLE = 422;

  UploadAnswer complete(String key, PartPlan plan) {
    try {
      List<Part> parts =
          client
              .listPartsPaginator(list -> list.bucket(bucket).key(key).uploadId(plan.uploadId()))
              .parts()
              .stream()
              .toList();
      if (!isWhole(parts, plan)) {
        return refused(key, plan, answer(UNPROCESSABLE, "PartsMissing", "Parts differ"));
      }
      client.completeMultipartUpload(
          complete ->
              complete
                  .bucket(bucket)
                  .key(key)
                  .uploadId(plan.uploadId())
                  .ifNoneMatch(replacesNothing ? "*" : null)
                  .multipartUpload(
                      all -> all.parts(parts.stream().map(PartsCompletion::named).toList())));
      return answer(200, "", "");
    } catch (S3Exception refused) {
      return refused(
          key,
          plan,
          answer(
              refused.statusCode(),
              String.valueOf(refused.awsErrorDetails().errorCode()),
              String.valueOf(refused.awsErrorDetails().errorMessage())));
    }
  }

  private static boolean isWhole(List<Part> parts, PartPlan plan) {
    boolean whole = parts.size() == plan.count();
    for (Part part : parts) {
      int number = part.partNumber();
      whole &= number <= plan.count() && part.size() == plan.sizeOf(number);
    }
    return whole;
  }

  /** Some stores want to be told again which checksums they have computed. */
  public static CompletedPart named(Part part) {
    return CompletedPart.builder()
        .partNumber(part.partNumber())
        .eTag(part.eTag())
        .checksumCRC32(part.checksumCRC32())
        .checksumCRC32C(part.checksumCRC32C())
        .checksumCRC64NVME(part.checksumCRC64NVME())
        .build();
  }

  /** Leaves no parts behind. */
  UploadAnswer refused(String key, PartPlan plan, UploadAnswer answer) {
    try {
      client.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(plan.uploadId()));
    } catch (S3Exception gone) {
      if (gone.statusCode() != 404) {
        throw gone;
      }
    }
    return answer;
  }

  private static UploadAnswer answer(int status, String code, String message) {
    return new UploadAnswer(status, code, message, Map.of(), Map.of());
  }
}
