package io.uploadgrants.completion;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.aws.ServiceErrors;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket by the AWS SDK's client. */
final class S3ObjectStore implements ObjectStore {

  private static final Logger LOG = LoggerFactory.getLogger(UploadCompletions.class);

  private final S3Client client;
  private final String bucket;
  private final @Nullable String owner;

  S3ObjectStore(S3Client client, UploadTarget target) {
    this.client = client;
    this.bucket = target.bucket();
    this.owner = target.expectedBucketOwner();
  }

  @Override
  public @Nullable StoredObject look(String key) {
    return unlessGone(
        () ->
            stored(
                client.headObject(
                    head ->
                        head.bucket(bucket)
                            .key(key)
                            .expectedBucketOwner(owner)
                            .checksumMode(ChecksumMode.ENABLED))));
  }

  @Override
  public byte @Nullable [] read(String key, StoredObject object, int count) {
    return unlessGone(
        () ->
            client
                .getObjectAsBytes(
                    get ->
                        get.bucket(bucket)
                            .key(key)
                            .expectedBucketOwner(owner)
                            .ifMatch(object.etag())
                            .versionId(object.versionId())
                            .range("bytes=0-" + (count - 1)))
                .asByteArray());
  }

  @Override
  public boolean remove(String key, StoredObject object) {
    if (object.versionId() == null) {
      // Stores without conditional deletes take whatever is there, so look as late as possible.
      StoredObject present = look(key);
      if (present == null || !present.etag().equals(object.etag())) {
        return present == null;
      }
    }
    try {
      delete(key, object, true);
      return true;
    } catch (S3Exception refused) {
      return switch (refused.statusCode()) {
        case 404 -> true;
        case 412 -> false;
        case 501 -> {
          // LocalStack: conditional deletes are for directory buckets.
          delete(key, object, false);
          yield true;
        }
        default -> throw failed(refused);
      };
    } catch (SdkException failed) {
      throw failed(failed);
    }
  }

  private void delete(String key, StoredObject object, boolean conditional) {
    client.deleteObject(
        delete -> {
          delete.bucket(bucket).key(key).expectedBucketOwner(owner).versionId(object.versionId());
          if (conditional && object.versionId() == null) {
            delete.ifMatch(object.etag());
          }
        });
  }

  private static <T> @Nullable T unlessGone(Supplier<T> call) {
    try {
      return call.get();
    } catch (S3Exception refused) {
      if (isGone(refused.statusCode())) {
        return null;
      }
      throw failed(refused);
    } catch (SdkException failed) {
      throw failed(failed);
    }
  }

  /** A missing key is 403 to whoever may not list the bucket, and 412 says that it is another. */
  private static boolean isGone(int status) {
    if (status == 403) {
      LOG.warn(
          "The store refused to show an upload (403), which counts as nothing uploaded; without s3:ListBucket it answers so for every object that isn't there, without s3:GetObject for all.");
    }
    return status == 403 || status == 404 || status == 412;
  }

  private static IssuanceFailedException failed(SdkException failed) {
    return new IssuanceFailedException(
        "The store couldn't be asked for an upload: " + ServiceErrors.summary(failed) + ".",
        failed);
  }

  private static StoredObject stored(HeadObjectResponse head) {
    String type = head.contentType();
    return new StoredObject(
        head.contentLength(), type == null ? "" : type, head.eTag(), head.versionId(), sums(head));
  }

  private static Map<ChecksumAlgorithm, Checksum> sums(HeadObjectResponse head) {
    Map<ChecksumAlgorithm, Checksum> sums = new EnumMap<>(ChecksumAlgorithm.class);
    if (head.checksumType() != ChecksumType.COMPOSITE) {
      put(sums, ChecksumAlgorithm.CRC32, head.checksumCRC32());
      put(sums, ChecksumAlgorithm.CRC32C, head.checksumCRC32C());
      put(sums, ChecksumAlgorithm.CRC64NVME, head.checksumCRC64NVME());
      put(sums, ChecksumAlgorithm.SHA1, head.checksumSHA1());
      put(sums, ChecksumAlgorithm.SHA256, head.checksumSHA256());
    }
    return sums;
  }

  private static void put(
      Map<ChecksumAlgorithm, Checksum> sums, ChecksumAlgorithm algorithm, @Nullable String value) {
    // Stores without types of checksums tell those of parts by a dash.
    if (value != null && value.indexOf('-') < 0) {
      sums.put(algorithm, new Checksum(algorithm, value));
    }
  }
}
