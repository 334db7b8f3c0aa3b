package io.uploadgrants.testkit.store;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.EmbeddedS3;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real server with a bucket of its own; public only for the suites beside this package. */
public record Store(
    String name, URI endpoint, String bucket, AwsCredentialsProvider credentials, S3Client client)
    implements AutoCloseable {

  /** The key of somebody else's object, which no grant may touch or read. */
  public static final String VICTIM = "victim/secret";

  private static final byte[] SECRET = "somebody else's".getBytes(StandardCharsets.UTF_8);

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
    Store store = new Store(name, endpoint, bucket, credentials, client);
    store.putVictim();
    return store;
  }

  public UploadTarget.Builder target() {
    return UploadTarget.bucket(bucket)
        .region("us-east-1")
        .endpoint(endpoint)
        .pathStyle(true)
        .with(StoreFeature.STORAGE_CLASSES);
  }

  public List<String> keys() {
    return client.listObjectsV2(list -> list.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .filter(key -> !key.equals(VICTIM))
        .toList();
  }

  private void putVictim() {
    client.putObject(put -> put.bucket(bucket).key(VICTIM), RequestBody.fromBytes(SECRET));
  }

  /** Returns whether the other's object is as it was, and makes it so. */
  public boolean victimIsWhole() {
    boolean whole = Arrays.equals(bytes(VICTIM), SECRET);
    if (!whole) {
      putVictim();
    }
    return whole;
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
    effect.put("tags", tags(key));
    return effect;
  }

  private String tags(String key) {
    try {
      return client.getObjectTagging(get -> get.bucket(bucket).key(key)).tagSet().toString();
    } catch (S3Exception unreadable) {
      // The embedded server answers 501.
      return "unreadable";
    }
  }

  public byte[] bytes(String key) {
    return client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
  }

  @Override
  public void close() {
    keys().forEach(this::delete);
    delete(VICTIM);
    client.deleteBucket(delete -> delete.bucket(bucket));
    client.close();
  }
}
