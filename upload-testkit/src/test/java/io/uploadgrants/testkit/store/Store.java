package io.uploadgrants.testkit.store;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.EmbeddedS3;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real server with a bucket of its own; public only for the suites beside this package. */
public record Store(
    String name, URI endpoint, String bucket, AwsCredentialsProvider credentials, S3Client client)
    implements AutoCloseable {

  public static Store embedded(EmbeddedS3 server) {
    return of("embedded S3", server.endpoint(), server.credentials());
  }

  /** Returns a server that tools/test-servers has started, or skips the suite by its name. */
  public static Store running(String name, String variable) {
    String prefix = "UPLOAD_TEST_" + variable + "_";
    String endpoint = System.getenv(prefix + "ENDPOINT");
    if (endpoint == null) {
      String text =
          "%s isn't running: %sENDPOINT isn't set. Start it with: eval \"$(tools/test-servers up)\""
              .formatted(name, prefix);
      if ("required".equals(System.getenv("UPLOAD_TEST_SERVERS"))) {
        Assertions.fail(text);
      }
      // Surefire counts what is skipped, but doesn't say why.
      System.out.println("SKIPPED: " + text);
      Assumptions.abort(text);
    }
    return of(
        name,
        URI.create(Objects.requireNonNull(endpoint)),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(
                Objects.requireNonNull(System.getenv(prefix + "ACCESS_KEY")),
                Objects.requireNonNull(System.getenv(prefix + "SECRET_KEY")))));
  }

  private static Store of(String name, URI endpoint, AwsCredentialsProvider credentials) {
    String bucket = "attack-" + UUID.randomUUID();
    S3Client client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .forcePathStyle(true)
            .build();
    client.createBucket(create -> create.bucket(bucket));
    return new Store(name, endpoint, bucket, credentials, client);
  }

  public UploadTarget.Builder target() {
    return UploadTarget.bucket(bucket).region("us-east-1").endpoint(endpoint).pathStyle(true);
  }

  public List<String> keys() {
    return client.listObjectsV2(list -> list.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  public void delete(String key) {
    client.deleteObject(delete -> delete.bucket(bucket).key(key));
  }

  /** Everything about an object that an upload decides. */
  public Map<String, String> effect(String key) {
    HeadObjectResponse head = client.headObject(h -> h.bucket(bucket).key(key));
    Map<String, String> effect = new TreeMap<>(head.metadata());
    effect.put("length", String.valueOf(head.contentLength()));
    effect.put("etag", head.eTag());
    effect.put("type", head.contentType());
    effect.put("cache", String.valueOf(head.cacheControl()));
    effect.put("disposition", String.valueOf(head.contentDisposition()));
    effect.put("encoding", String.valueOf(head.contentEncoding()));
    effect.put("class", String.valueOf(head.storageClassAsString()));
    effect.put("encryption", String.valueOf(head.serverSideEncryptionAsString()));
    effect.put("redirect", String.valueOf(head.websiteRedirectLocation()));
    effect.put("acl", client.getObjectAcl(acl -> acl.bucket(bucket).key(key)).grants().toString());
    return effect;
  }

  public byte[] bytes(String key) {
    return client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
  }

  @Override
  public void close() {
    keys().forEach(this::delete);
    client.deleteBucket(delete -> delete.bucket(bucket));
    client.close();
  }
}
