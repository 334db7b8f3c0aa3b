package io.uploadgrants.testkit.embedded.store;

import io.uploadgrants.testkit.embedded.request.S3Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** A bucket, and a map that does what was asked of the bucket. */
final class ObjectModel {

  final TreeMap<String, String> objects = new TreeMap<>(KeyPage.ORDER);
  private final S3Client s3;
  private final String bucket;
  private final Random random;
  private final List<String> keys;
  private int written;

  ObjectModel(S3Client s3, String bucket, Random random, List<String> keys) {
    this.s3 = s3;
    this.bucket = bucket;
    this.random = random;
    this.keys = keys;
  }

  private String any() {
    return keys.get(random.nextInt(keys.size()));
  }

  /** Does one thing, and returns the keys that it was done to. */
  List<String> step() {
    String key = any();
    List<String> existing = List.copyOf(objects.keySet());
    String source = existing.isEmpty() ? "" : existing.get(random.nextInt(existing.size()));
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> put(key);
      case 3, 4 -> {
        if (isInXml(key)) {
          upload(key);
        }
      }
      case 5 -> {
        if (!source.isEmpty() && !source.equals(key)) {
          copy(source, key);
        }
      }
      case 6 -> delete(source.isEmpty() ? key : source);
      default -> {
        List<String> both = List.of(key, any());
        deleteAll(both);
        return both;
      }
    }
    return List.of(key);
  }

  void put(String key) {
    String body = "put " + written++;
    s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(body));
    objects.put(key, body);
  }

  private void copy(String source, String key) {
    s3.copyObject(
        copy ->
            copy.sourceBucket(bucket)
                .sourceKey(source)
                .destinationBucket(bucket)
                .destinationKey(key));
    objects.put(key, objects.get(source));
  }

  private void upload(String key) {
    String id =
        s3.createMultipartUpload(
                create ->
                    create.bucket(bucket).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256))
            .uploadId();
    String body = "part " + written++;
    var part =
        s3.uploadPart(
            each ->
                each.bucket(bucket)
                    .key(key)
                    .uploadId(id)
                    .partNumber(1)
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256),
            RequestBody.fromString(body));
    if (s3.listMultipartUploads(list -> list.bucket(bucket)).uploads().stream()
        .noneMatch(each -> each.key().equals(key) && each.uploadId().equals(id))) {
      throw new AssertionError("no upload is listed of " + key);
    }
    if (s3.listParts(list -> list.bucket(bucket).key(key).uploadId(id)).parts().size() != 1) {
      throw new AssertionError("the part isn't listed of " + key);
    }
    if (random.nextInt(4) == 0) {
      s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id));
      return;
    }
    CompletedPart completed =
        CompletedPart.builder()
            .partNumber(1)
            .eTag(part.eTag())
            .checksumSHA256(part.checksumSHA256())
            .build();
    s3.completeMultipartUpload(
        complete ->
            complete
                .bucket(bucket)
                .key(key)
                .uploadId(id)
                .multipartUpload(parts -> parts.parts(completed)));
    objects.put(key, body);
  }

  void delete(String key) {
    s3.deleteObject(delete -> delete.bucket(bucket).key(key));
    objects.remove(key);
  }

  private void deleteAll(List<String> all) {
    List<ObjectIdentifier> targets = new ArrayList<>();
    all.stream()
        .distinct()
        .filter(ObjectModel::isInXml)
        .forEach(key -> targets.add(ObjectIdentifier.builder().key(key).build()));
    if (!targets.isEmpty()) {
      s3.deleteObjects(delete -> delete.bucket(bucket).delete(list -> list.objects(targets)));
      targets.forEach(target -> objects.remove(target.key()));
    }
  }

  /** Requests and answers with other keys can't be written, nor could S3's be read. */
  private static boolean isInXml(String key) {
    return key.equals(S3Error.xmlSafe(key));
  }
}
