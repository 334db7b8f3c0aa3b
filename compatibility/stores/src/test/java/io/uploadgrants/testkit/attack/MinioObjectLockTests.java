package io.uploadgrants.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * In a bucket with object lock, no header keeps the holder of a PUT from locking its object; the
 * rights of whoever signs do.
 */
@Needs(Equipment.MINIO)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MinioObjectLockTests {

  private static final byte[] FILE = "0123456789".getBytes(StandardCharsets.UTF_8);

  @AutoClose private UploadServer server;
  @AutoClose private StsClient sts;
  private String bucket;
  private UploadGrants grants;

  @BeforeAll
  void start() {
    server = RunningServer.MINIO.open();
    bucket = server.bucket() + "-locked";
    server.client().createBucket(b -> b.bucket(bucket).objectLockEnabledForBucket(true));
    sts =
        StsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(server.credentials())
            .build();
    SubjectSessions sessions =
        SubjectSessions.of(
                AssumeRoleSource.of("arn:aws:iam::123456789012:role/uploads").client(sts).build())
            .build();
    grants =
        UploadGrants.builder()
            .target(
                UploadTarget.bucket(bucket)
                    .region(server.region())
                    .endpoint(server.endpoint())
                    .pathStyle(true)
                    .build())
            .credentials(server.credentials())
            .strategy(new TemporaryCredentialsStrategy(sessions))
            .profile(put("root").build())
            .profile(put("session").signAs(sessions.subjectSession()).build())
            .profile(
                UploadProfile.named("folder")
                    .kinds(GrantKind.TEMPORARY_CREDENTIALS)
                    .scope(UploadScope.PREFIX)
                    .keys(ObjectKeyPolicy.subjectFolder("users"))
                    .overwrite(Overwrite.ALLOWED)
                    .validFor(Duration.ofMinutes(15))
                    .build())
            .build();
  }

  private static UploadProfile.Builder put(String name) {
    return UploadProfile.named(name)
        .kinds(GrantKind.PRESIGNED_PUT)
        .keys(ObjectKeyPolicy.perSubject("users"));
  }

  /** What is locked doesn't go with the server's own bucket. */
  @AfterAll
  void unlock() {
    S3Client root = server.client();
    root.listObjectVersionsPaginator(list -> list.bucket(bucket)).versions().stream()
        .forEach(
            each -> {
              root.putObjectLegalHold(
                  hold ->
                      hold.bucket(bucket)
                          .key(each.key())
                          .versionId(each.versionId())
                          .legalHold(h -> h.status(ObjectLockLegalHoldStatus.OFF)));
              root.deleteObject(
                  delete ->
                      delete
                          .bucket(bucket)
                          .key(each.key())
                          .versionId(each.versionId())
                          .bypassGovernanceRetention(true));
            });
    root.deleteBucket(delete -> delete.bucket(bucket));
  }

  private UploadGrant grant(String profile) {
    return grants.grant(
        UploadRequest.of(profile).by("alice").file("a.txt", FILE.length, "text/plain").build());
  }

  /** Returns the status of a PUT with more headers than were granted. */
  private int put(PresignedPut grant, Map<String, String> added) {
    Map<String, String> headers = new HashMap<>(grant.headers());
    headers.putAll(added);
    PresignedPut altered =
        new PresignedPut(
            grant.key(),
            grant.url(),
            headers,
            grant.implicitHeaders(),
            grant.expiresAt(),
            grant.enforced());
    return GrantClient.of(server).upload(altered, FILE).status();
  }

  private static Map<String, String> lock() {
    Instant until = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1));
    return Map.of(
        "x-amz-object-lock-mode",
        "GOVERNANCE",
        "x-amz-object-lock-retain-until-date",
        until.toString());
  }

  private static Map<String, String> hold() {
    return Map.of("x-amz-object-lock-legal-hold", "ON");
  }

  /** Why the keys that sign must not have the rights. */
  @Test
  void whatRootSignsCanBeLockedByItsHolder() {
    PresignedPut locked = (PresignedPut) grant("root");
    PresignedPut held = (PresignedPut) grant("root");
    assertThat(put(locked, lock())).isEqualTo(200);
    assertThat(put(held, hold())).isEqualTo(200);
    assertThat(server.client().headObject(h -> h.bucket(bucket).key(locked.key())).objectLockMode())
        .isEqualTo(ObjectLockMode.GOVERNANCE);
    assertThat(
            server
                .client()
                .headObject(h -> h.bucket(bucket).key(held.key()))
                .objectLockLegalHoldStatus())
        .isEqualTo(ObjectLockLegalHoldStatus.ON);
  }

  @Test
  void whatASessionSignsCanNot() {
    assertThat(put((PresignedPut) grant("session"), lock())).isEqualTo(403);
    assertThat(put((PresignedPut) grant("session"), hold())).isEqualTo(403);
    assertThat(put((PresignedPut) grant("session"), Map.of())).isEqualTo(200);
  }

  @Test
  void temporaryCredentialsCanNotLockEither() {
    TemporaryCredentials grant =
        (TemporaryCredentials) grants.grant(UploadRequest.of("folder").by("alice").build());
    var own =
        AwsSessionCredentials.create(
            grant.credentials().accessKeyId(),
            grant.credentials().secretAccessKey(),
            grant.credentials().sessionToken());
    try (S3Client holder = server.client(StaticCredentialsProvider.create(own))) {
      RequestBody bytes = RequestBody.fromBytes(FILE);
      for (Map<String, String> added : List.of(lock(), hold())) {
        assertThatExceptionOfType(S3Exception.class)
            .isThrownBy(
                () ->
                    holder.putObject(
                        put ->
                            put.bucket(bucket)
                                .key(grant.key() + "a")
                                .overrideConfiguration(o -> added.forEach(o::putHeader)),
                        bytes))
            .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(403));
      }
      holder.putObject(put -> put.bucket(bucket).key(grant.key() + "a"), bytes);
    }
  }
}
