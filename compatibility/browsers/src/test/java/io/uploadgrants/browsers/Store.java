package io.uploadgrants.browsers;

import io.uploadgrants.testkit.embedded.EmbeddedS3;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3 server that every page may use, and a bucket.
 *
 * @param server the server
 * @param client a client with its keys
 */
record Store(EmbeddedS3 server, S3Client client) implements AutoCloseable {

  static final String BUCKET = "uploads";

  static Store open() {
    EmbeddedS3 server = EmbeddedS3.builder().allowedOrigins("*").start();
    server.makeBucket(BUCKET);
    S3Client client =
        S3Client.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(EmbeddedS3.REGION))
            .credentialsProvider(server.credentials())
            .forcePathStyle(true)
            .build();
    return new Store(server, client);
  }

  byte[] bytes(String key) {
    return client.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asByteArrayUnsafe();
  }

  String contentType(String key) {
    return client.headObject(head -> head.bucket(BUCKET).key(key)).contentType();
  }

  /** The algorithms of the checksums that it has of an object. */
  String checksums(String key) {
    HeadObjectResponse head =
        client.headObject(ask -> ask.bucket(BUCKET).key(key).checksumMode(ChecksumMode.ENABLED));
    return (head.checksumSHA256() == null ? "" : "SHA256 ")
        + (head.checksumCRC64NVME() == null ? "" : "CRC64NVME");
  }

  List<String> keys() {
    return client.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** The uploads in parts that nobody has completed or aborted. */
  List<MultipartUpload> unfinished() {
    return client.listMultipartUploads(list -> list.bucket(BUCKET)).uploads();
  }

  void abortAll() {
    for (MultipartUpload each : unfinished()) {
      client.abortMultipartUpload(
          abort -> abort.bucket(BUCKET).key(each.key()).uploadId(each.uploadId()));
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
