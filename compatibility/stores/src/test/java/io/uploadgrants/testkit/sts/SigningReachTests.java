package io.uploadgrants.testkit.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;

/** What the keys of a session that signs can reach, should they be stolen or abused. */
class SigningReachTests {

  private static final byte[] FILE = "0123456789".getBytes(StandardCharsets.UTF_8);

  UploadServer open() {
    return UploadServer.embedded();
  }

  @Test
  void aSubjectsSessionWritesInItsOwnFolderAndNowhereElse() {
    assertReach(ObjectKeyPolicy.perSubject("users"), "users/alice/", "users/bob/", "users/");
    assertReach(
        ObjectKeyPolicy.perSubject("users"), "users/alice/", "users/alice2/", "", "users/alic");
  }

  @Test
  void aProfilesSessionWritesBelowItsPrefixAndNowhereElse() {
    assertReach(ObjectKeyPolicy.random("docs/new"), "docs/new/", "docs/", "docs/new2/", "");
  }

  private void assertReach(ObjectKeyPolicy keys, String own, String... others) {
    try (UploadServer server = open();
        StsClient sts =
            StsClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(server.region()))
                .credentialsProvider(server.credentials())
                .build()) {
      SubjectSessions sessions =
          SubjectSessions.of(
                  AssumeRoleSource.of("arn:aws:iam::123456789012:role/uploads").client(sts).build())
              .build();
      UploadProfile profile =
          UploadProfile.named("signed").keys(keys).signAs(sessions.subjectSession()).build();
      UploadRequest request =
          UploadRequest.of("signed").by("alice").file("a.txt", FILE.length, "text/plain").build();
      Instant now =
          server.checks().contains(ServerCheck.TEST_CLOCK)
              ? server.clock().instant()
              : Instant.now();
      UploadGrants grants =
          UploadGrants.builder().target(server.target()).clock(() -> now).profile(profile).build();

      PresignedPut put = (PresignedPut) grants.grant(request);

      assertThat(GrantClient.of(server).upload(put, FILE).accepted()).isTrue();
      AwsCredentials stolen =
          (AwsCredentials)
              sessions
                  .subjectSession()
                  .limitedTo(profile, server.target())
                  .until(now, now, request);
      assertThat(put.url()).contains(stolen.accessKeyId());
      try (S3Client client = client(server, stolen)) {
        assertThatCode(() -> write(client, server, own + "stolen")).doesNotThrowAnyException();
        for (String other : others) {
          assertThatExceptionOfType(S3Exception.class)
              .as("below '%s'", other)
              .isThrownBy(() -> write(client, server, other + "stolen"))
              .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(403));
        }
      }
    }
  }

  private static void write(S3Client client, UploadServer server, String key) {
    client.putObject(
        object -> object.bucket(server.bucket()).key(key), RequestBody.fromBytes(FILE));
  }

  private static S3Client client(UploadServer server, AwsCredentials credentials) {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.of(server.region()))
        .forcePathStyle(true)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }
}
