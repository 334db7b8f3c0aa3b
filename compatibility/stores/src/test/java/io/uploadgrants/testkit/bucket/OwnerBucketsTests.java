package io.uploadgrants.testkit.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.backend.OtherJvm;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import io.uploadgrants.testkit.servers.RunningServer;
import io.uploadgrants.testkit.wire.S3Clients;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/** What happens to buckets of runs that were killed, and to those of others. */
class OwnerBucketsTests {

  @ParameterizedTest
  @EnumSource(names = {"LOCALSTACK", "MINIO"})
  @Needs({Equipment.LOCALSTACK, Equipment.MINIO})
  void aKilledRunsBucketIsRemovedByTheNextOne(RunningServer running) {
    try (UploadServer server = running.open()) {
      OtherJvm killed = OtherJvm.opening(Backend.ATTACHED, environment(server));
      assertThat(buckets(server.client())).contains(killed.said());

      OtherJvm next = OtherJvm.opening(Backend.ATTACHED, environment(server));
      assertThat(buckets(server.client()))
          .contains(next.said(), server.bucket())
          .doesNotContain(killed.said());

      LeftBuckets.remove(server.client());
      assertThat(buckets(server.client())).contains(server.bucket()).doesNotContain(next.said());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCALSTACK", "MINIO"})
  @Needs({Equipment.LOCALSTACK, Equipment.MINIO})
  void aBucketWithVersionsIsRemovedToo(RunningServer running) {
    try (UploadServer server = running.open()) {
      UploadServer other = running.open();
      String bucket = other.bucket();
      server
          .client()
          .putBucketVersioning(
              put -> put.bucket(bucket).versioningConfiguration(on -> on.status("Enabled")));
      for (String key : List.of("again", "again", "a +%ü😀&<")) {
        server
            .client()
            .putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("kept"));
      }
      server.client().deleteObject(delete -> delete.bucket(bucket).key("again"));

      other.close();
      other.close();

      assertThat(buckets(server.client())).doesNotContain(bucket);
    }
  }

  private static Map<String, String> environment(UploadServer server) {
    var keys = server.credentials().resolveCredentials();
    return Map.of(
        "UPLOAD_TEST_ENDPOINT", server.endpoint().toString(),
        "UPLOAD_TEST_ACCESS_KEY", keys.accessKeyId(),
        "UPLOAD_TEST_SECRET_KEY", keys.secretAccessKey());
  }

  @Test
  void bucketsOfOthersStay() {
    try (EmbeddedS3 server = EmbeddedS3.builder().start();
        S3Client client = client(server)) {
      Owner us = Owner.current();
      Owner dead = new Owner(us.host(), us.pid(), Instant.ofEpochSecond(1));
      String left = new BucketName(dead, "a".repeat(16)).toString();
      List<String> others =
          List.of(
              "photos",
              "upload-test-" + UUID.randomUUID(),
              new BucketName(us, "b".repeat(16)).toString(),
              new BucketName(new Owner("elsewhere0", dead.pid(), dead.started()), "c".repeat(16))
                  .toString());
      others.forEach(name -> client.createBucket(create -> create.bucket(name)));
      client.createBucket(create -> create.bucket(left));

      LeftBuckets.remove(client);

      assertThat(buckets(client)).containsExactlyInAnyOrderElementsOf(others);
    }
  }

  private static S3Client client(EmbeddedS3 server) {
    return S3Clients.of(server.endpoint(), EmbeddedS3.REGION, server.credentials(), null);
  }

  private static List<String> buckets(S3Client client) {
    return client.listBuckets().buckets().stream().map(Bucket::name).toList();
  }
}
