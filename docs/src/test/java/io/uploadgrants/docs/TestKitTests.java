package io.uploadgrants.docs;

import static io.uploadgrants.testkit.Tampering.Outcome.HARMFUL;
import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;

import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import io.uploadgrants.testkit.junit.UploadTest;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

@UploadTest(needs = {ServerCheck.TEST_CLOCK, ServerCheck.FAULTS, ServerCheck.SESSION_POLICY})
class TestKitTests {

  private static final byte[] FILE = new byte[1_000];

  private final UploadServer server;
  private final GrantClient client;
  private final UploadGrants grants;
  private final UploadRequest request =
      UploadRequest.of("avatar").by("alice").file("me.png", FILE.length, "image/png").build();

  TestKitTests(UploadServer server, GrantClient client) {
    this.server = server;
    this.client = client;
    this.grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .clock(server.clock())
            .profile(UploadProfile.named("avatar").contentTypes("image/*").maxSize(5 << 20).build())
            .build();
  }

  @Test
  void timeIsMoved() {
    // snippet: clock
    UploadGrant grant = grants.grant(request); // built with .clock(server.clock())
    server.clock().advance(Duration.ofMinutes(6));
    assertThat(client.upload(grant, FILE)).isRefused();
    // end
  }

  @Test
  void aBusyStoreIsMetAgain() {
    UploadGrant grant = grants.grant(request);
    // snippet: faults
    server.faults().slowDown(1);
    assertThat(client.upload(grant, FILE)).isRefusedWith("SlowDown");
    assertThat(client.upload(grant, FILE)).isAccepted();
    // end
  }

  @Test
  void everyAlteredCopyIsTried() {
    // snippet: tampering
    client
        .tampering(() -> grants.grant(request), FILE)
        .filter(tampering -> server.checks().contains(tampering.check()))
        .forEach(
            tampering ->
                Assertions.assertThat(tampering.attempt())
                    .as(tampering.name())
                    .isNotEqualTo(HARMFUL));
    // end
  }

  @Test
  void grantsAreAssertedOn() {
    UploadGrant grant = grants.grant(request);
    // snippet: assertions
    assertThat(grant)
        .expiresWithin(Duration.ofMinutes(5), server.clock())
        .enforcesByStorage(UploadConstraint.SIZE, UploadConstraint.CONTENT_TYPE)
        .hasNoSecretInToString();
    // end
  }

  @Test
  void temporaryCredentialsWriteBelowTheirPrefix() {
    // snippet: sts
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{
          "Effect": "Allow", "Action": "s3:PutObject",
          "Resource": "arn:aws:s3:::%s/users/alice/*"}]}
        """
            .formatted(server.bucket());
    try (StsClient sts =
            StsClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(server.region()))
                .credentialsProvider(server.credentials())
                .build();
        S3Client alice = server.client(session(sts, policy))) {
      alice.putObject(put -> put.bucket(server.bucket()).key("users/alice/f"), RequestBody.empty());
      Assertions.assertThatThrownBy(
              () ->
                  alice.putObject(
                      put -> put.bucket(server.bucket()).key("users/bob/f"), RequestBody.empty()))
          .isInstanceOf(S3Exception.class);
    }
    // end
  }

  @Test
  void sessionsOfARoleAreRevoked() {
    String anything =
        """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": "*", "Resource": "*"}]}
        """;
    try (StsClient sts =
            StsClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(server.region()))
                .credentialsProvider(server.credentials())
                .build();
        IamClient iam =
            IamClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(server.credentials())
                .build();
        S3Client alice = server.client(session(sts, "avatars", anything))) {
      write(alice);
      server.clock().advance(Duration.ofSeconds(1));
      // snippet: revocation
      String revoked =
          """
          {"Version": "2012-10-17", "Statement": [{
            "Effect": "Deny", "Action": "*", "Resource": "*",
            "Condition": {"StringLike": {"aws:userid": "*:alice"},
                          "DateLessThan": {"aws:TokenIssueTime": "%s"}}}]}
          """
              .formatted(server.clock().instant());
      iam.putRolePolicy(
          put -> put.roleName("avatars").policyName("revoked").policyDocument(revoked));
      Assertions.assertThatThrownBy(() -> write(alice)).isInstanceOf(S3Exception.class);
      // end
    }
  }

  private void write(S3Client client) {
    client.putObject(put -> put.bucket(server.bucket()).key("f"), RequestBody.empty());
  }

  private static StaticCredentialsProvider session(StsClient sts, String policy) {
    return session(sts, "uploads", policy);
  }

  private static StaticCredentialsProvider session(StsClient sts, String name, String policy) {
    Credentials session =
        sts.assumeRole(
                role ->
                    role.roleArn("arn:aws:iam::123456789012:role/" + name)
                        .roleSessionName("alice")
                        .policy(policy))
            .credentials();
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
  }

  @Test
  void aServerStandsByItself() {
    // snippet: embedded
    try (EmbeddedS3 store = EmbeddedS3.builder().allowedOrigins("http://localhost:8080").start()) {
      UploadGrants own =
          UploadGrants.builder()
              .target(store.target("photos").build()) // makes the bucket
              .credentials(store.credentials())
              .profile(UploadProfile.named("avatar").maxSize(100).build())
              .build();
      UploadGrant grant = own.grant(UploadRequest.of("avatar").by("alice").size(3L).build());
      assertThat(grant).enforcesByStorage(UploadConstraint.SIZE);
    }
    // end
  }
}
