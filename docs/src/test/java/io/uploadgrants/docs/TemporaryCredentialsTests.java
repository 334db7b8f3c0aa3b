package io.uploadgrants.docs;

import static io.uploadgrants.GrantKind.PRESIGNED_PUT;
import static io.uploadgrants.GrantSettings.temporaryCredentials;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.ObjectAccess;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.iam.GrantRevoker;
import io.uploadgrants.iam.RolePolicies;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;

class TemporaryCredentialsTests {

  @AutoClose private final UploadServer server = UploadServer.embedded();

  @AutoClose
  private final StsClient sts =
      StsClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(server.credentials())
          .build();

  private final byte[] file = "not really a picture".getBytes(StandardCharsets.UTF_8);

  @Test
  void credentialsWriteBelowTheirPrefix() {
    UploadTarget target = server.target();
    // snippet: sessions
    SubjectSessions sessions =
        SubjectSessions.of(
                AssumeRoleSource.of("arn:aws:iam::123456789012:role/uploader").client(sts).build())
            .build();
    UploadGrants grants =
        UploadGrants.builder()
            .target(target)
            .strategy(new TemporaryCredentialsStrategy(sessions))
            .profile(
                UploadProfile.named("folder")
                    .kinds(temporaryCredentials().access(ObjectAccess.LIST))
                    .scope(UploadScope.PREFIX)
                    .keys(ObjectKeyPolicy.subjectFolder("users"))
                    .validFor(Duration.ofHours(1))
                    .build())
            .build();
    // end
    // snippet: credentials
    TemporaryCredentials grant =
        (TemporaryCredentials) grants.grant(UploadRequest.of("folder").by("alice").build());
    // end
    assertThat(grant.key()).isEqualTo("users/alice/");
    AwsSessionCredentials keys =
        AwsSessionCredentials.create(
            grant.credentials().accessKeyId(),
            grant.credentials().secretAccessKey(),
            grant.credentials().sessionToken());
    try (S3Client s3 = server.client(StaticCredentialsProvider.create(keys))) {
      String bucket = server.bucket();
      RequestBody bytes = RequestBody.fromBytes(file);
      s3.putObject(put -> put.bucket(bucket).key(grant.key() + "me.png").ifNoneMatch("*"), bytes);
      assertThat(s3.listObjectsV2(list -> list.bucket(bucket).prefix(grant.key())).keyCount())
          .isEqualTo(1);
      assertThatThrownBy(
              () ->
                  s3.putObject(
                      put -> put.bucket(bucket).key("users/bob/x").ifNoneMatch("*"), bytes))
          .isInstanceOf(S3Exception.class);
    }
    assertThat(grant.headers()).containsOnlyKeys("if-none-match");
  }

  @Test
  void aGrantThatIsOutIsRevoked() {
    UploadTarget target = server.target();
    SubjectSessions sessions =
        SubjectSessions.of(
                AssumeRoleSource.of("arn:aws:iam::123456789012:role/uploader").client(sts).build())
            .build();
    IamClient iam =
        IamClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(server.credentials())
            .build();
    // snippet: sign-as
    UploadGrants grants =
        UploadGrants.builder()
            .target(target)
            .profile(
                UploadProfile.named("document")
                    .kinds(PRESIGNED_PUT)
                    .maxSize(20 << 20)
                    .signAs(sessions.subjectSession())
                    .build())
            .build();
    // end
    // snippet: revoke
    GrantRevoker revoker =
        GrantRevoker.of("arn:aws:iam::123456789012:role/uploader")
            .client(iam)
            .onRevoked(sessions)
            .build();
    // end
    PresignedPut grant =
        (PresignedPut)
            grants.grant(
                UploadRequest.of("document")
                    .by("mallory")
                    .file("x.pdf", file.length, "application/pdf")
                    .build());
    // snippet: revoke-one
    revoker.revoke("mallory");
    // end
    assertThat(GrantClient.of(server).upload(grant, file).status()).isEqualTo(403);
    assertThat(revoker.revocations()).hasSize(1);
    iam.close();
  }

  @Test
  void theRolesPoliciesAreWritten() {
    UploadTarget target = UploadTarget.bucket("photos").region("eu-west-1").build();
    List<UploadProfile> profiles =
        List.of(UploadProfile.named("document").kinds(PRESIGNED_PUT).build());
    // snippet: role-policies
    String rights = RolePolicies.uploaderRole(target, "users", profiles);
    String trust = RolePolicies.assumeRoleTrust("arn:aws:iam::123456789012:role/application", null);
    String revoking = RolePolicies.revoking("arn:aws:iam::123456789012:role/uploader");
    // end
    assertThat(rights).contains("arn:aws:s3:::photos/users/*");
    assertThat(trust).contains("sts:SetSourceIdentity");
    assertThat(revoking).contains("iam:PutRolePolicy");
  }
}
