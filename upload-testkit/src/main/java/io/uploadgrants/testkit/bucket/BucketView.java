package io.uploadgrants.testkit.bucket;

import io.uploadgrants.ChecksumAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;

/** A bucket, seen with keys that may do everything. */
public record BucketView(S3Client client, String bucket) {

  public static final String BYTES = "bytes";
  public static final String META = "meta ";

  /** Returns each key with what changes when its object is written. */
  public Map<String, String> listing() {
    Map<String, String> listing = new HashMap<>();
    client
        .listObjectsV2Paginator(list -> list.bucket(bucket))
        .contents()
        .forEach(
            object ->
                listing.put(
                    object.key(),
                    object.eTag() + " " + object.size() + " " + object.lastModified()));
    return listing;
  }

  /** Stores a text, and returns its entity tag. */
  public String put(String key, String text) {
    return client
        .putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(text))
        .eTag();
  }

  public void delete(String key) {
    client.deleteObject(delete -> delete.bucket(bucket).key(key));
  }

  /** Begins an upload in parts, and returns its id. */
  public String begin(String key) {
    return client.createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
  }

  /** Begins an upload of which the store is to know the checksum of the whole. */
  public String begin(String key, ChecksumAlgorithm algorithm) {
    return client
        .createMultipartUpload(
            create ->
                create
                    .bucket(bucket)
                    .key(key)
                    .checksumAlgorithm(algorithm.name())
                    .checksumType(ChecksumType.FULL_OBJECT))
        .uploadId();
  }

  /** Uploads the first part, and returns its entity tag. */
  public String uploadPart(String key, String id, byte[] bytes) {
    return client
        .uploadPart(
            part -> part.bucket(bucket).key(key).uploadId(id).partNumber(1),
            RequestBody.fromBytes(bytes))
        .eTag();
  }

  /**
   * Returns the parts as the store knows them. Some want to be told again, when the object is made,
   * the checksums that they have computed.
   */
  public List<CompletedPart> parts(String key, String id) {
    return client
        .listPartsPaginator(list -> list.bucket(bucket).key(key).uploadId(id))
        .parts()
        .stream()
        .map(BucketView::completed)
        .toList();
  }

  private static CompletedPart completed(Part part) {
    return CompletedPart.builder()
        .partNumber(part.partNumber())
        .eTag(part.eTag())
        .checksumCRC32(part.checksumCRC32())
        .checksumCRC32C(part.checksumCRC32C())
        .checksumCRC64NVME(part.checksumCRC64NVME())
        .build();
  }

  public String text(String key) {
    return client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
  }

  /** Ends an upload in parts, if nobody has. */
  public void abort(String key, String id) {
    try {
      client.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id));
    } catch (NoSuchUploadException ended) {
      // As it should be.
    }
  }

  public void makeBucket(String name) {
    client.createBucket(create -> create.bucket(name));
  }

  /** Removes a bucket with its objects. */
  public void removeBucket(String name) {
    new OwnBucket(name).remove(client);
  }

  /** Returns everything about an object that an upload decides, bytes included. */
  public Map<String, String> effect(String key) {
    ResponseBytes<GetObjectResponse> object =
        client.getObjectAsBytes(get -> get.bucket(bucket).key(key));
    GetObjectResponse head = object.response();
    Map<String, String> effect = new TreeMap<>();
    head.metadata().forEach((name, value) -> effect.put(META + name, value));
    effect.put(BYTES, latin(object.asByteArrayUnsafe()));
    effect.put("type", String.valueOf(head.contentType()));
    effect.put("cache", String.valueOf(head.cacheControl()));
    effect.put("disposition", String.valueOf(head.contentDisposition()));
    effect.put("encoding", String.valueOf(head.contentEncoding()));
    effect.put("language", String.valueOf(head.contentLanguage()));
    effect.put("expires", String.valueOf(head.expiresString()));
    effect.put("class", String.valueOf(head.storageClassAsString()));
    effect.put("encryption", String.valueOf(head.serverSideEncryptionAsString()));
    effect.put("redirect", String.valueOf(head.websiteRedirectLocation()));
    effect.put(
        "lock", head.objectLockModeAsString() + " until " + head.objectLockRetainUntilDate());
    effect.put("hold", String.valueOf(head.objectLockLegalHoldStatusAsString()));
    effect.put("acl", acl(key));
    effect.put("tags", tags(key));
    return effect;
  }

  public static boolean holds(Map<String, String> effect, byte[] file) {
    return latin(file).equals(effect.get(BYTES));
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String acl(String key) {
    try {
      return client.getObjectAcl(acl -> acl.bucket(bucket).key(key)).grants().toString();
    } catch (SdkException unreadable) {
      return "unreadable";
    }
  }

  private String tags(String key) {
    try {
      return client.getObjectTagging(get -> get.bucket(bucket).key(key)).tagSet().toString();
    } catch (SdkException unreadable) {
      // The embedded server answers 501; gofakes3 what is no XML.
      return "unreadable";
    }
  }
}
