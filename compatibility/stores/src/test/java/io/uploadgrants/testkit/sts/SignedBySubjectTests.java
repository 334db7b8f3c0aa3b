package io.uploadgrants.testkit.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SessionMetrics;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** Grants that a subject's session signs are taken, and end with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedBySubjectTests {

  private static final byte[] FILE = "0123456789".getBytes(StandardCharsets.UTF_8);

  @AutoClose private UploadServer server;
  @AutoClose private StsClient sts;
  private SubjectSessions sessions;
  private UploadGrants grants;

  UploadServer open() {
    return UploadServer.embedded();
  }

  @BeforeAll
  void start() {
    server = open();
    sts =
        StsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(server.credentials())
            .build();
    sessions =
        SubjectSessions.of(
                AssumeRoleSource.of("arn:aws:iam::123456789012:role/uploads").client(sts).build())
            .build();
    grants =
        UploadGrants.builder()
            .target(server.target())
            .clock(hasClock() ? server.clock() : InstantSource.system())
            .strategy(new TemporaryCredentialsStrategy(sessions))
            .profile(
                UploadProfile.named("signed")
                    .kinds(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY)
                    .keys(ObjectKeyPolicy.perSubject("users"))
                    .signAs(sessions.subjectSession())
                    .build())
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

  private boolean hasClock() {
    return server.checks().contains(ServerCheck.TEST_CLOCK);
  }

  private UploadGrant grant(GrantKind kind) {
    return grants.grant(
        UploadRequest.of("signed")
            .by("alice")
            .file("a.txt", FILE.length, "text/plain")
            .kind(kind)
            .build());
  }

  @Test
  void aPutAndAFormAreTakenWithTheSubjectsToken() {
    sessions.forget("alice");
    SessionMetrics before = sessions.metrics();
    PresignedPut put = (PresignedPut) grant(GrantKind.PRESIGNED_PUT);
    PostPolicy form = (PostPolicy) grant(GrantKind.POST_POLICY);
    assertThat(put.url()).contains("X-Amz-Security-Token=");
    assertThat(form.fields()).containsKey("x-amz-security-token");
    GrantClient client = GrantClient.of(server);
    assertThat(client.upload(put, FILE).accepted()).isTrue();
    assertThat(client.upload(form, FILE).accepted()).isTrue();
    assertThat(sessions.metrics().misses() - before.misses()).isEqualTo(1);
  }

  @Test
  void credentialsAreTakenUntilTheyExpire() {
    Assumptions.assumeTrue(hasClock(), "the server's time can't be moved");
    UploadGrant grant = grants.grant(UploadRequest.of("folder").by("alice").build());
    GrantClient client = GrantClient.of(server);
    assertThat(client.upload(grant, FILE, "a.txt").accepted()).isTrue();
    server.clock().advance(Duration.ofMinutes(15).plusSeconds(1));
    UploadAnswer late = client.upload(grant, FILE, "b.txt");
    assertThat(late.accepted()).isFalse();
  }
}
