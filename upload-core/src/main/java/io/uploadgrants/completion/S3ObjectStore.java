package io.uploadgrants.completion;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.GrantDraft;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.aws.ServiceErrors;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket by the AWS SDK's client. */
final class S3ObjectStore implements ObjectStore {

  private static final Logger LOG = LoggerFactory.getLogger(UploadCompletions.class);

  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private final S3Client client;
  private final String bucket;
  private final @Nullable String owner;
  private final UploadTarget target;
  private final S3PartCopies copies;

  S3ObjectStore(S3Client client, UploadTarget target) {
    this.client = client;
    this.bucket = target.bucket();
    this.owner = target.expectedBucketOwner();
    this.target = target;
    this.copies = new S3PartCopies(client, target);
  }

  @Override
  public @Nullable StoredParts parts(String key, String uploadId) {
    try {
      List<StoredPart> parts = new ArrayList<>();
      Instant abortDate = null;
      int end = 0;
      for (ListPartsResponse page :
          client.listPartsPaginator(
              list -> list.bucket(bucket).key(key).uploadId(uploadId).expectedBucketOwner(owner))) {
        abortDate = page.abortDate();
        page.parts().forEach(listed -> parts.add(part(listed)));
        int last = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).partNumber();
        if (Boolean.TRUE.equals(page.isTruncated()) && last <= end) {
          throw endless();
        }
        end = last;
      }
      return new StoredParts(parts, abortDate);
    } catch (S3Exception refused) {
      if (refused.statusCode() == 404) {
        return null;
      }
      throw failed(refused);
    } catch (SdkException failed) {
      throw failed(failed);
    }
  }

  /** Of a store whose pages would be asked for again and again. */
  private static IssuanceFailedException endless() {
    return new IssuanceFailedException(
        "The store lists parts in pages that don't go on, so nothing can be completed there.",
        null);
  }

  private static StoredPart part(Part part) {
    if (part.partNumber() == null || part.size() == null || part.eTag() == null) {
      throw new IssuanceFailedException(
          "The store lists a part without its number, size or entity tag, so nothing can be completed there.",
          null);
    }
    return new StoredPart(part.partNumber(), part.size(), part.eTag(), checksum(part));
  }

  /** Some stores want to be told again, when the object is made, what they have computed. */
  private static @Nullable Checksum checksum(Part part) {
    Map<ChecksumAlgorithm, Checksum> sums = new EnumMap<>(ChecksumAlgorithm.class);
    put(sums, ChecksumAlgorithm.CRC32, part.checksumCRC32());
    put(sums, ChecksumAlgorithm.CRC32C, part.checksumCRC32C());
    put(sums, ChecksumAlgorithm.CRC64NVME, part.checksumCRC64NVME());
    return sums.values().stream().findFirst().orElse(null);
  }

  @Override
  public Assembly assemble(PromisedUpload upload, List<StoredPart> parts) {
    try {
      client.completeMultipartUpload(CompleteRequest.of(upload, parts, target));
      return Assembly.DONE;
    } catch (S3Exception refused) {
      return assembly(refused);
    } catch (SdkException failed) {
      throw failed(failed);
    }
  }

  /** S3 sends status 200 before it is done; so what went wrong then is told by the code alone. */
  private static Assembly assembly(S3Exception refused) {
    String code = ServiceErrors.code(refused);
    return switch (code == null ? "" : code) {
      case "NoSuchUpload" -> Assembly.GONE;
      case "PreconditionFailed" -> Assembly.TAKEN;
      case "BadDigest", "XAmzContentChecksumMismatch" -> Assembly.DIFFERS;
      case "InvalidPart", "InvalidPartOrder" -> Assembly.PARTS_CHANGED;
      default ->
          switch (refused.statusCode()) {
            case 404 -> Assembly.GONE;
            case 412 -> Assembly.TAKEN;
            default -> throw failed(refused);
          };
    };
  }

  @Override
  public String startCopy(PromisedUpload upload, StoredObject source) {
    return copies.start(upload, source);
  }

  @Override
  public @Nullable StoredPart copyPart(
      String from, StoredObject source, PromisedUpload to, int partNumber) {
    return copies.part(from, source, to, partNumber);
  }

  @Override
  public List<String> started(String key) {
    return copies.started(key);
  }

  @Override
  public void abort(String key, String uploadId) {
    try {
      client.abortMultipartUpload(
          abort -> abort.bucket(bucket).key(key).uploadId(uploadId).expectedBucketOwner(owner));
    } catch (S3Exception refused) {
      if (refused.statusCode() != 404) {
        throw failed(refused);
      }
    } catch (SdkException failed) {
      throw failed(failed);
    }
  }

  @Override
  public @Nullable StoredObject look(String key) {
    try {
      return head(key);
    } catch (S3Exception refused) {
      if (refused.statusCode() == 403) {
        if (!WARNED.getAndSet(true)) {
          LOG.warn(
              "The store refused to show an upload (403), which counts as nothing uploaded; without s3:ListBucket it answers so for every object that isn't there, without s3:GetObject for all. This is logged once.");
        }
        return null;
      }
      throw failed(refused);
    } catch (SdkException failed) {
      throw failed(failed);
    }
  }

  private @Nullable StoredObject head(String key) {
    try {
      return stored(
          client.headObject(
              head ->
                  head.bucket(bucket)
                      .key(key)
                      .expectedBucketOwner(owner)
                      .checksumMode(ChecksumMode.ENABLED)));
    } catch (S3Exception refused) {
      if (refused.statusCode() == 404) {
        return null;
      }
      throw refused;
    }
  }

  @Override
  public byte @Nullable [] read(String key, StoredObject object, int count) {
    try {
      return client.getObject(
          GetObjectRequest.builder()
              .bucket(bucket)
              .key(key)
              .expectedBucketOwner(owner)
              .ifMatch(object.etag())
              .versionId(object.versionId())
              .range("bytes=0-" + (count - 1))
              .build(),
          (response, body) -> firstBytes(body, count));
    } catch (S3Exception refused) {
      if (refused.statusCode() == 404 || refused.statusCode() == 412) {
        return null;
      }
      if ("InvalidObjectState".equals(ServiceErrors.code(refused))) {
        // Archived, so that nobody can look at it: no bytes fit no type.
        return new byte[0];
      }
      throw failed(refused);
    } catch (SdkException failed) {
      throw failed(failed);
    }
  }

  /** A store that ignores ranges would send the whole object. */
  private static byte[] firstBytes(AbortableInputStream body, int count) throws IOException {
    byte[] bytes = body.readNBytes(count);
    if (body.read() >= 0) {
      body.abort();
    }
    return bytes;
  }

  @Override
  public boolean remove(String key, StoredObject object) {
    try {
      // Stores without conditional deletes take whatever is there, so look as late as possible.
      StoredObject present = head(key);
      if (present == null || !present.equals(object)) {
        return present == null;
      }
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

  static IssuanceFailedException failed(SdkException failed) {
    return new IssuanceFailedException(
        "The store couldn't be asked for an upload: " + ServiceErrors.summary(failed) + ".",
        failed);
  }

  private static StoredObject stored(HeadObjectResponse head) {
    String etag = head.eTag();
    if (etag == null || head.contentLength() == null) {
      throw new IssuanceFailedException(
          "The store tells an object's entity tag or size by no header, so nothing can be completed there.",
          null);
    }
    String type = head.contentType();
    String encoding = head.contentEncoding();
    Instant stored = head.lastModified();
    return new StoredObject(
        head.metadata().get(GrantDraft.UPLOAD_ID),
        head.contentLength(),
        type == null ? "" : type,
        encoding == null ? "" : encoding,
        etag,
        head.versionId(),
        sums(head),
        stored == null ? Instant.EPOCH : stored);
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
    if (value != null) {
      try {
        sums.put(algorithm, new Checksum(algorithm, value));
      } catch (UploadRefusedException ofParts) {
        // Not of the whole object: its value ends in a dash and the number of parts.
        sums.remove(algorithm);
      }
    }
  }
}
