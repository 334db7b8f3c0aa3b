package io.uploadgrants.testkit.probe;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.bucket.BucketView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Whether a server heeds what makes an upload's end safe: that of one in parts, and a copy of the
 * object that was looked at. A refused request leaves the object that was there.
 */
record CompletionProbes(ProbeUploads uploads) {

  private static final String KEY = ProbeUploads.FOLDER + "/completed";
  private static final String SOURCE = ProbeUploads.FOLDER + "/copied";
  private static final String FIRST = "what was there";
  private static final String SECOND = "what came later";
  private static final int PRECONDITION_FAILED = 412;
  private static final List<ChecksumAlgorithm> WHOLE =
      List.of(ChecksumAlgorithm.CRC64NVME, ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32C);

  boolean noOverwrite() {
    try {
      complete(FIRST, complete -> complete.ifNoneMatch("*"));
      return holds(FIRST)
          && refusal(() -> complete(SECOND, complete -> complete.ifNoneMatch("*")))
              == PRECONDITION_FAILED
          && holds(FIRST);
    } finally {
      uploads.delete(KEY);
    }
  }

  /** A size may be too large or too small; S3 refuses both as a bad request. */
  boolean size() {
    try {
      complete(FIRST, sized(FIRST.length()));
      return holds(FIRST)
          && isBad(refusal(() -> complete(SECOND, sized(SECOND.length() + 1L))))
          && isBad(refusal(() -> complete(SECOND, sized(SECOND.length() - 1L))))
          && holds(FIRST);
    } finally {
      uploads.delete(KEY);
    }
  }

  /** By each algorithm that S3 has for the whole. */
  boolean checksum() {
    return WHOLE.stream().allMatch(this::checksum);
  }

  private boolean checksum(ChecksumAlgorithm algorithm) {
    try {
      complete(algorithm, FIRST, FIRST);
      return holds(FIRST)
          && isBad(refusal(() -> complete(algorithm, SECOND, FIRST)))
          && holds(FIRST);
    } finally {
      uploads.delete(KEY);
    }
  }

  /** Says in headers what there are no words for that fit every algorithm. */
  private void complete(ChecksumAlgorithm algorithm, String text, String declared) {
    Checksum checksum = GrantClient.checksum(algorithm, declared.getBytes(StandardCharsets.UTF_8));
    String id = bucket().begin(KEY, algorithm);
    complete(
        id,
        text,
        complete ->
            complete
                .checksumType(ChecksumType.FULL_OBJECT)
                .overrideConfiguration(
                    call -> call.putHeader(algorithm.header(), checksum.value())));
  }

  /** The source is replaced between a look at it and the copy. */
  boolean copyCondition() {
    try {
      String seen = bucket().put(SOURCE, FIRST);
      copy(seen);
      boolean copies = holds(FIRST);
      bucket().put(SOURCE, SECOND);
      return copies && refusal(() -> copy(seen)) == PRECONDITION_FAILED && holds(FIRST);
    } finally {
      uploads.delete(SOURCE);
      uploads.delete(KEY);
    }
  }

  private void complete(String text, Consumer<CompleteMultipartUploadRequest.Builder> conditions) {
    complete(bucket().begin(KEY), text, conditions);
  }

  private void complete(
      String id, String text, Consumer<CompleteMultipartUploadRequest.Builder> conditions) {
    try {
      bucket().uploadPart(KEY, id, text.getBytes(StandardCharsets.UTF_8));
      List<CompletedPart> all = bucket().parts(KEY, id);
      client()
          .completeMultipartUpload(
              complete ->
                  complete
                      .bucket(uploads.server().bucket())
                      .key(KEY)
                      .uploadId(id)
                      .multipartUpload(parts -> parts.parts(all))
                      .applyMutation(conditions));
    } finally {
      bucket().abort(KEY, id);
    }
  }

  private void copy(String etag) {
    String bucket = uploads.server().bucket();
    client()
        .copyObject(
            copy ->
                copy.sourceBucket(bucket)
                    .sourceKey(SOURCE)
                    .copySourceIfMatch(etag)
                    .destinationBucket(bucket)
                    .destinationKey(KEY));
  }

  private static Consumer<CompleteMultipartUploadRequest.Builder> sized(long size) {
    return complete -> complete.mpuObjectSize(size);
  }

  private static int refusal(Runnable wrong) {
    try {
      wrong.run();
      return 0;
    } catch (S3Exception refused) {
      return refused.statusCode();
    }
  }

  private static boolean isBad(int status) {
    return status >= 400 && status < 500;
  }

  private boolean holds(String text) {
    return text.equals(bucket().text(KEY));
  }

  private BucketView bucket() {
    return new BucketView(client(), uploads.server().bucket());
  }

  private S3Client client() {
    return uploads.server().client();
  }
}
