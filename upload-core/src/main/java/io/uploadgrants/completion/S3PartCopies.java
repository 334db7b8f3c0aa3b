package io.uploadgrants.completion;

import io.uploadgrants.Destination;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.PartPlan;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.aws.ServiceErrors;
import io.uploadgrants.s3.CreateHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/**
 * Objects of one bucket that are made of another's bytes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html">UploadPartCopy</a>
 */
record S3PartCopies(S3Client client, UploadTarget target) {

  /** As many as a page has. */
  private static final int MAX_STARTED = 1_000;

  /** Starts an object with what the profile sets, and nothing that the holder has added. */
  String start(PromisedUpload upload, StoredObject source) {
    Destination to = Objects.requireNonNull(upload.claims().destination());
    try {
      String id =
          client
              .createMultipartUpload(
                  create ->
                      create
                          .bucket(target.bucket())
                          .key(to.key())
                          .overrideConfiguration(
                              call -> headers(upload, to, source).forEach(call::putHeader)))
              .uploadId();
      if (id == null || id.isEmpty()) {
        throw new IssuanceFailedException(
            "The store started an upload and told no id of it, so nothing can be copied there.",
            null);
      }
      return id;
    } catch (SdkException failed) {
      throw S3ObjectStore.failed(failed);
    }
  }

  /** Returns what was started for a key; what else begins like it isn't meant. */
  List<String> started(String key) {
    try {
      List<String> ids = new ArrayList<>();
      String end = "";
      for (ListMultipartUploadsResponse page :
          client.listMultipartUploadsPaginator(
              list ->
                  list.bucket(target.bucket())
                      .prefix(key)
                      .expectedBucketOwner(target.expectedBucketOwner()))) {
        page.uploads().stream()
            .filter(upload -> key.equals(upload.key()))
            .forEach(upload -> ids.add(upload.uploadId()));
        String next = page.nextKeyMarker() + " " + page.nextUploadIdMarker();
        if (Boolean.TRUE.equals(page.isTruncated()) && next.equals(end)) {
          throw endless();
        }
        if (ids.size() >= MAX_STARTED) {
          break;
        }
        end = next;
      }
      return ids;
    } catch (SdkException failed) {
      throw S3ObjectStore.failed(failed);
    }
  }

  /** Of a store whose pages would be asked for again and again. */
  private static IssuanceFailedException endless() {
    return new IssuanceFailedException(
        "The store lists uploads in pages that don't go on, so nothing can be moved there.", null);
  }

  private Map<String, String> headers(PromisedUpload upload, Destination to, StoredObject source) {
    TicketClaims claims = upload.claims();
    Map<String, String> headers =
        new LinkedHashMap<>(
            CreateHeaders.of(upload.profile(), target, upload.request(to), claims.id()));
    if (claims.contentType() == null && !source.contentType().isEmpty()) {
      headers.put("content-type", source.contentType());
    }
    if (!Promise.UNENCODED.contains(source.encoding())) {
      headers.put("content-encoding", source.encoding());
    }
    return headers;
  }

  /** Copies a part, of an object that must still be the same. */
  @Nullable StoredPart part(String from, StoredObject source, PromisedUpload to, int partNumber) {
    PartPlan plan = Objects.requireNonNull(to.claims().parts());
    try {
      return source.size() == 0
          ? empty(to, plan.uploadId())
          : copied(
              client.uploadPartCopy(copy(from, source, to, partNumber)).copyPartResult(),
              plan.sizeOf(partNumber),
              partNumber);
    } catch (S3Exception refused) {
      String code = ServiceErrors.code(refused);
      if (refused.statusCode() == 412 || "NoSuchKey".equals(code) || "NoSuchVersion".equals(code)) {
        return null;
      }
      throw S3ObjectStore.failed(refused);
    } catch (SdkException failed) {
      throw S3ObjectStore.failed(failed);
    }
  }

  /** Of nothing there is no range that a store would copy. */
  private StoredPart empty(PromisedUpload to, String uploadId) {
    String etag =
        client
            .uploadPart(
                part ->
                    part.bucket(target.bucket())
                        .key(to.key())
                        .uploadId(uploadId)
                        .partNumber(1)
                        .expectedBucketOwner(target.expectedBucketOwner()),
                RequestBody.empty())
            .eTag();
    return stored(1, 0, etag);
  }

  private UploadPartCopyRequest copy(
      String from, StoredObject source, PromisedUpload to, int partNumber) {
    PartPlan plan = Objects.requireNonNull(to.claims().parts());
    UploadPartCopyRequest.Builder copy =
        UploadPartCopyRequest.builder()
            .sourceBucket(target.bucket())
            .sourceKey(from)
            .sourceVersionId(source.versionId())
            .copySourceIfMatch(source.etag())
            .destinationBucket(target.bucket())
            .destinationKey(to.key())
            .uploadId(plan.uploadId())
            .partNumber(partNumber)
            .expectedBucketOwner(target.expectedBucketOwner())
            .expectedSourceBucketOwner(target.expectedBucketOwner())
            .overrideConfiguration(
                call ->
                    call.apiCallTimeout(CompleteRequest.TIMEOUT)
                        .apiCallAttemptTimeout(CompleteRequest.TIMEOUT));
    if (plan.count() > 1) {
      long first = (partNumber - 1) * plan.partSize();
      copy.copySourceRange("bytes=" + first + "-" + (first + plan.sizeOf(partNumber) - 1));
    }
    return copy.build();
  }

  private static StoredPart copied(@Nullable CopyPartResult result, long size, int partNumber) {
    return stored(partNumber, size, result == null ? null : result.eTag());
  }

  private static StoredPart stored(int partNumber, long size, @Nullable String etag) {
    if (etag == null) {
      throw new IssuanceFailedException(
          "The store copied a part and told no entity tag of it, so nothing can be moved there.",
          null);
    }
    return new StoredPart(partNumber, size, etag, null);
  }
}
