package io.uploadgrants.testkit.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.iam.GrantRevoker;
import io.uploadgrants.iam.RevocationException;
import io.uploadgrants.iam.RevokedBy;
import io.uploadgrants.iam.SessionName;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.policy.AccessRequest;
import io.uploadgrants.testkit.policy.Decision;
import io.uploadgrants.testkit.policy.SessionPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.sts.StsClient;

/** Grants that are out already stop working, by the revoker's own policies and AWS's clients. */
class RevokingTests {

  private static final String ROLE = "arn:aws:iam::123456789012:role/uploader";
  private static final byte[] FILE = "a file".getBytes(StandardCharsets.UTF_8);

  @AutoClose private final UploadServer server = UploadServer.embedded();

  @AutoClose
  private final StsClient sts =
      StsClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(server.credentials())
          .build();

  @AutoClose private final IamClient iam = iam(server.credentials());
  private final SubjectSessions sessions =
      SubjectSessions.of(AssumeRoleSource.of(ROLE).client(sts).build()).build();
  private final UploadGrants grants =
      UploadGrants.builder()
          .target(server.target())
          .credentials(server.credentials())
          .clock(server.clock())
          .strategy(new TemporaryCredentialsStrategy(sessions))
          .profile(signed("put", GrantKind.PRESIGNED_PUT))
          .profile(signed("form", GrantKind.POST_POLICY))
          .profile(
              UploadProfile.named("own-keys").kinds(GrantKind.PRESIGNED_PUT).openToGuests().build())
          .profile(
              UploadProfile.named("credentials")
                  .kinds(GrantKind.TEMPORARY_CREDENTIALS)
                  .scope(UploadScope.PREFIX)
                  .keys(ObjectKeyPolicy.perSubject("users"))
                  .validFor(Duration.ofMinutes(15))
                  .openToGuests()
                  .build())
          .build();
  private final GrantClient client = GrantClient.of(server);

  private UploadProfile signed(String name, GrantKind kind) {
    SigningCredentials subject = sessions.subjectSession();
    return UploadProfile.named(name).kinds(kind).signAs(subject).openToGuests().build();
  }

  private GrantRevoker.Builder revoker() {
    return GrantRevoker.of(ROLE).client(iam).clock(server.clock()).onRevoked(sessions);
  }

  private UploadGrant grant(String profile, String subject) {
    return grants.grant(UploadRequest.of(profile).by(subject).size(size(profile)).build());
  }

  private static @Nullable Long size(String profile) {
    return profile.equals("credentials") ? null : (long) FILE.length;
  }

  private int upload(UploadGrant grant) {
    return client.upload(grant, FILE).status();
  }

  private boolean accepted(UploadGrant grant) {
    return client.upload(grant, FILE).accepted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"put", "form", "credentials"})
  void aGrantThatIsOutIsRevokedAndAnotherSubjectsStillWorks(String profile) {
    assertThat(accepted(grant(profile, "alice"))).as("a grant of alice's works").isTrue();
    UploadGrant alices = grant(profile, "alice");
    UploadGrant bobs = grant(profile, "bob");
    UploadGrant alicia = grant(profile, "alicia");

    revoker().build().revoke("alice");

    assertThat(upload(alices)).isEqualTo(403);
    assertThat(accepted(bobs)).isTrue();
    assertThat(accepted(alicia)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(RevokedBy.class)
  void bothMarksOfASessionRevokeIt(RevokedBy mark) {
    UploadGrant alices = grant("put", "alice");
    UploadGrant bobs = grant("put", "bob");

    revoker().revokedBy(mark).build().revoke("alice");

    assertThat(upload(alices)).isEqualTo(403);
    assertThat(accepted(bobs)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "?",
        "${aws:userid}",
        "a*b",
        "al?ce",
        "\"",
        "../alice",
        "Zoë",
        "a",
        "*:alice"
      })
  void aHostileSubjectIsRevokedAndRevokesNobodyElse(String subject) {
    UploadGrant own = grant("put", subject);
    UploadGrant alices = grant("put", "alice");
    UploadGrant others = grant("put", "axb");

    revoker().build().revoke(subject);

    assertThat(upload(own)).isEqualTo(403);
    assertThat(accepted(alices)).isTrue();
    assertThat(accepted(others)).isTrue();
  }

  @Test
  void guestsAreRevokedTogetherAndNobodyNamedLikeThem() {
    UploadGrant guests = grants.grant(UploadRequest.of("put").size((long) FILE.length).build());
    UploadGrant named = grant("put", SessionName.of(null));

    revoker().build().revoke(null);

    assertThat(upload(guests)).isEqualTo(403);
    assertThat(accepted(named)).isTrue();
  }

  @Test
  void aRevokedSubjectMayComeBackWithANewSession() {
    UploadGrant before = grant("put", "alice");
    revoker().build().revoke("alice");
    assertThat(upload(grant("put", "alice"))).as("clocks may differ by seconds").isEqualTo(403);
    server.clock().advance(Duration.ofSeconds(10));

    assertThat(accepted(grant("put", "alice"))).isTrue();
    assertThat(upload(before)).isEqualTo(403);
  }

  /** Who asks for grants all the time gets one that works, soon after the revocation. */
  @ParameterizedTest
  @ValueSource(ints = {-5, -4, 0, 4, 5})
  void aRevokedSubjectComesBackHoweverManySecondsOurClockIsFast(int seconds) {
    InstantSource ours = () -> server.clock().instant().plusSeconds(seconds);
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .clock(ours)
            .profile(signed("put", GrantKind.PRESIGNED_PUT))
            .build();
    UploadRequest request = UploadRequest.of("put").by("alice").size((long) FILE.length).build();
    UploadGrant before = grants.grant(request);
    revoker().clock(ours).build().revoke("alice");
    for (int i = 0; i < 13; i++) {
      grants.grant(request);
      server.clock().advance(Duration.ofSeconds(1));
    }

    assertThat(accepted(grants.grant(request))).isTrue();
    assertThat(upload(before)).isEqualTo(403);
  }

  @Test
  void aLiftedRevocationLetsOlderGrantsWorkAgain() {
    UploadGrant alices = grant("put", "alice");
    GrantRevoker revoker = revoker().build();
    revoker.revoke("alice");
    assertThat(upload(alices)).isEqualTo(403);

    assertThat(revoker.lift("alice")).isTrue();

    assertThat(accepted(alices)).isTrue();
    assertThat(revoker.revocations()).isEmpty();
  }

  @Test
  void everybodyIsRevokedButNotTheApplicationsOwnKeys() {
    UploadGrant alices = grant("put", "alice");
    UploadGrant bobs = grant("credentials", "bob");
    UploadGrant own = grant("own-keys", "alice");

    revoker().build().revokeEverybody();

    assertThat(upload(alices)).isEqualTo(403);
    assertThat(upload(bobs)).isEqualTo(403);
    assertThat(accepted(own)).isTrue();
  }

  @Test
  void aSubjectCanNotLiftItsOwnRevocation() {
    TemporaryCredentials alices = (TemporaryCredentials) grant("credentials", "alice");
    GrantRevoker revoker = revoker().build();
    revoker.revoke("alice");
    try (IamClient hers = iam(() -> keys(alices))) {
      GrantRevoker byAlice = revoker().client(hers).build();

      assertThatThrownBy(() -> byAlice.lift("alice")).isInstanceOf(RevocationException.class);
    }
    assertThat(revoker.revocations()).hasSize(1);
  }

  @Test
  void theDocumentDeniesJustTheSubjectsOlderSessions() {
    Instant cut = Instant.parse("2026-11-24T12:00:00Z");
    String document = revoker().build().policyDocument("alice", cut);

    assertThat(decision(document, "AROA:alice", "2026-11-24T11:59:59Z"))
        .isEqualTo(Decision.DENIED_EXPLICITLY);
    assertThat(decision(document, "AROA:alice", "2026-11-24T12:00:00Z"))
        .isNotEqualTo(Decision.DENIED_EXPLICITLY);
    assertThat(decision(document, "AROA:bob", "2026-11-24T11:59:59Z"))
        .isNotEqualTo(Decision.DENIED_EXPLICITLY);
    assertThat(decision(document, "AROA:alice2", "2026-11-24T11:59:59Z"))
        .isNotEqualTo(Decision.DENIED_EXPLICITLY);
    assertThat(document.length()).isLessThan(GrantRevoker.MAX_POLICY_LENGTH / 40);
  }

  private static Decision decision(String document, String userId, String issued) {
    return SessionPolicy.parse(document)
        .evaluate(
            new AccessRequest(
                "s3:PutObject",
                "arn:aws:s3:::photos/users/alice/f",
                Map.of("aws:userid", List.of(userId), "aws:TokenIssueTime", List.of(issued))));
  }

  @Test
  void withoutTheRightNothingIsRevokedAndTheTextSaysSo() {
    TemporaryCredentials weak = (TemporaryCredentials) grant("credentials", "app");
    UploadGrant alices = grant("put", "alice");
    try (IamClient powerless = iam(() -> keys(weak))) {
      GrantRevoker revoker = revoker().client(powerless).build();

      assertThatThrownBy(() -> revoker.revoke("alice"))
          .hasMessageContaining("AccessDenied")
          .hasMessageContaining("NOT in force")
          .hasMessageContaining(revoker.policyDocument("alice", Instant.EPOCH).substring(0, 60))
          .hasCauseInstanceOf(IamException.class);
    }
    assertThat(accepted(alices)).isTrue();
  }

  private IamClient iam(AwsCredentialsProvider credentials) {
    return IamClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.AWS_GLOBAL)
        .credentialsProvider(credentials)
        .build();
  }

  private static AwsCredentials keys(TemporaryCredentials grant) {
    return AwsSessionCredentials.create(
        grant.credentials().accessKeyId(),
        grant.credentials().secretAccessKey(),
        grant.credentials().sessionToken());
  }
}
