package io.uploadgrants.testkit.attack;

import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.testkit.UploadServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Tag;

/** Somebody with temporary credentials, and everything that they try with AWS's own client. */
final class Holder {

  private static final RequestBody BYTES = RequestBody.fromString("a holder's bytes");

  private final S3Client s3;
  private final String bucket;
  private final TemporaryCredentials grant;
  private final Consumer<AwsRequestOverrideConfiguration.Builder> signed;

  Holder(UploadServer server, TemporaryCredentials grant) {
    this.s3 = server.client();
    this.bucket = server.bucket();
    this.grant = grant;
    // A client of its own for each of hundreds would take longer than all that they try.
    AwsSessionCredentialsIdentity own = grant.credentials();
    this.signed =
        override -> {
          override.credentialsProvider(
              StaticCredentialsProvider.create(
                  AwsSessionCredentials.create(
                      own.accessKeyId(), own.secretAccessKey(), own.sessionToken())));
          grant.headers().forEach(override::putHeader);
        };
  }

  String own(String name) {
    return grant.key() + name;
  }

  void put(String key) {
    s3.putObject(put -> put.bucket(bucket).key(key).overrideConfiguration(signed), BYTES);
  }

  /** Uploads in parts, and leaves one upload that is cancelled. */
  void putInParts(String key) {
    String upload = start(key);
    String etag =
        s3.uploadPart(
                part ->
                    part.bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .partNumber(1)
                        .overrideConfiguration(signed),
                BYTES)
            .eTag();
    s3.listParts(
        list -> list.bucket(bucket).key(key).uploadId(upload).overrideConfiguration(signed));
    s3.completeMultipartUpload(
        complete ->
            complete
                .bucket(bucket)
                .key(key)
                .uploadId(upload)
                .multipartUpload(
                    parts -> parts.parts(CompletedPart.builder().partNumber(1).eTag(etag).build()))
                .overrideConfiguration(signed));
    cancel(key, start(key));
  }

  String start(String key) {
    return s3.createMultipartUpload(
            create -> create.bucket(bucket).key(key).overrideConfiguration(signed))
        .uploadId();
  }

  void cancel(String key, String upload) {
    s3.abortMultipartUpload(
        abort -> abort.bucket(bucket).key(key).uploadId(upload).overrideConfiguration(signed));
  }

  /** Returns what nobody with these credentials may do, to the own object and a victim's. */
  Map<String, Runnable> forbidden(String object, String victim, String otherBucket) {
    Map<String, Runnable> all = new LinkedHashMap<>();
    for (String key : new String[] {object, victim}) {
      all.put("read " + key, () -> read(key));
      all.put(
          "look at " + key,
          () -> s3.headObject(h -> h.bucket(bucket).key(key).overrideConfiguration(signed)));
      all.put(
          "delete " + key,
          () -> s3.deleteObject(d -> d.bucket(bucket).key(key).overrideConfiguration(signed)));
      all.put("copy " + key, () -> copy(key, object + "-copy"));
      all.put(
          "read tags of " + key,
          () -> s3.getObjectTagging(t -> t.bucket(bucket).key(key).overrideConfiguration(signed)));
      all.put("tag " + key, () -> tag(key));
      all.put(
          "open " + key,
          () ->
              s3.putObjectAcl(
                  a -> a.bucket(bucket).key(key).acl("public-read").overrideConfiguration(signed)));
    }
    all.put("copy into the victim's", () -> copy(object, victim));
    for (String prefix : new String[] {grant.key(), "", "users/"}) {
      all.put(
          "list " + prefix,
          () ->
              s3.listObjectsV2(l -> l.bucket(bucket).prefix(prefix).overrideConfiguration(signed)));
    }
    all.put(
        "write another bucket",
        () ->
            s3.putObject(
                p -> p.bucket(otherBucket).key(object).overrideConfiguration(signed), BYTES));
    return all;
  }

  /** Returns what nobody with these credentials may do to buckets; no key has a part in it. */
  Map<String, Runnable> forbiddenOfBuckets() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put(
        "list uploads",
        () -> s3.listMultipartUploads(l -> l.bucket(bucket).overrideConfiguration(signed)));
    all.put(
        "list versions",
        () -> s3.listObjectVersions(l -> l.bucket(bucket).overrideConfiguration(signed)));
    all.put(
        "locate the bucket",
        () -> s3.getBucketLocation(l -> l.bucket(bucket).overrideConfiguration(signed)));
    all.put(
        "look at the bucket",
        () -> s3.headBucket(h -> h.bucket(bucket).overrideConfiguration(signed)));
    all.put(
        "delete the bucket",
        () -> s3.deleteBucket(d -> d.bucket(bucket).overrideConfiguration(signed)));
    all.put(
        "make a bucket",
        () -> s3.createBucket(c -> c.bucket(bucket + "-made").overrideConfiguration(signed)));
    all.put("list buckets", () -> s3.listBuckets(l -> l.overrideConfiguration(signed)));
    return all;
  }

  void read(String key) {
    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key).overrideConfiguration(signed));
  }

  private void copy(String from, String to) {
    s3.copyObject(
        copy ->
            copy.sourceBucket(bucket)
                .sourceKey(from)
                .destinationBucket(bucket)
                .destinationKey(to)
                .overrideConfiguration(signed));
  }

  private void tag(String key) {
    s3.putObjectTagging(
        tag ->
            tag.bucket(bucket)
                .key(key)
                .tagging(tags -> tags.tagSet(Tag.builder().key("a").value("b").build()))
                .overrideConfiguration(signed));
  }

  void putWithTags(String key) {
    s3.putObject(
        put -> put.bucket(bucket).key(key).tagging("a=b").overrideConfiguration(signed), BYTES);
  }

  void putWithAcl(String key) {
    s3.putObject(
        put -> put.bucket(bucket).key(key).acl("public-read").overrideConfiguration(signed), BYTES);
  }
}
