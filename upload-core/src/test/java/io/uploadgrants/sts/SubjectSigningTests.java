package io.uploadgrants.sts;

import static io.uploadgrants.TestGrants.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each grant is signed by a session of its own subject. */
class SubjectSigningTests {

  @AutoClose private final StubSts sts = new StubSts(NOW);
  private final SubjectSessions sessions = SubjectSessions.of(sts.role()).build();

  private UploadGrants grants(Instant now, UploadProfile.Builder profile) {
    return TestGrants.builder()
        .clock(() -> now)
        .profile(profile.signAs(sessions.subjectSession()).build())
        .build();
  }

  private static UploadRequest by(String subject) {
    return TestGrants.request().by(subject).build();
  }

  @Test
  void putsAndFormsCarryTheSubjectsToken() {
    UploadGrants grants =
        grants(NOW, TestGrants.any(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY));
    PresignedPut put = (PresignedPut) grants.grant(by("alice"));
    PostPolicy form =
        (PostPolicy)
            grants.grant(TestGrants.request().by("alice").kind(GrantKind.POST_POLICY).build());
    assertThat(TestGrants.parameter(put, "X-Amz-Security-Token")).isEqualTo(StubSts.TOKEN + "1");
    assertThat(TestGrants.parameter(put, "X-Amz-Credential")).startsWith("ASIA1/");
    assertThat(form.fields()).containsEntry("x-amz-security-token", StubSts.TOKEN + "1");
    assertThat(sts.calls()).hasSize(1);
    assertThat(sts.calls().get(0))
        .containsEntry("SourceIdentity", "alice")
        .containsEntry("DurationSeconds", "3600")
        .satisfies(
            call ->
                assertThat(call.get("Policy"))
                    .contains("s3:PutObject", "arn:aws:s3:::photos/*")
                    .doesNotContain("s3:GetObject"));
  }

  @Test
  void eachSubjectHasASessionOfItsOwn() {
    UploadGrants grants = grants(NOW, TestGrants.any());
    grants.grant(by("alice"));
    PresignedPut bob = (PresignedPut) grants.grant(by("bob"));
    PresignedPut alice = (PresignedPut) grants.grant(by("alice"));
    assertThat(TestGrants.parameter(alice, "X-Amz-Security-Token")).isEqualTo(StubSts.TOKEN + "1");
    assertThat(TestGrants.parameter(bob, "X-Amz-Security-Token")).isEqualTo(StubSts.TOKEN + "2");
  }

  @Test
  void aSessionIsForOneBucketAlone() {
    UploadTarget other = UploadTarget.bucket("documents").region("eu-west-1").build();
    String[] bucket = {"photos"};
    UploadGrants grants =
        TestGrants.builder()
            .targetResolver((subject, profile) -> bucket[0].equals("photos") ? null : other)
            .profile(TestGrants.any().signAs(sessions.subjectSession()).build())
            .build();
    PresignedPut photo = (PresignedPut) grants.grant(by("alice"));
    bucket[0] = "documents";
    PresignedPut document = (PresignedPut) grants.grant(by("alice"));
    assertThat(TestGrants.parameter(photo, "X-Amz-Security-Token")).isEqualTo(StubSts.TOKEN + "1");
    assertThat(TestGrants.parameter(document, "X-Amz-Security-Token"))
        .isEqualTo(StubSts.TOKEN + "2");
    assertThat(sts.calls().get(1).get("Policy"))
        .contains("arn:aws:s3:::documents/*")
        .doesNotContain("photos");
  }

  @Test
  void guestsShareTheSessionThatSignsSoThatTheyCannotFloodStsAndItCanBeForgotten() {
    UploadGrants grants = grants(NOW, TestGrants.any());
    UploadRequest guest = TestGrants.request().by(null).build();
    grants.grant(guest);
    grants.grant(guest);
    assertThat(sts.calls())
        .hasSize(1)
        .allSatisfy(call -> assertThat(call).containsEntry("RoleSessionName", "=guest"));

    sessions.forget(null);
    grants.grant(guest);
    assertThat(sts.calls()).hasSize(2);
  }

  private String policyFor(UploadProfile.Builder profile, @Nullable String subject) {
    int calls = sts.calls().size();
    grants(NOW, profile).grant(TestGrants.request().by(subject).build());
    assertThat(sts.calls()).hasSize(calls + 1);
    return String.valueOf(sts.calls().get(calls).get("Policy"));
  }

  @Test
  void aSessionIsHeldToTheProfilesPrefixAndToTheSubjectsOwn() {
    assertThat(policyFor(TestGrants.any(), "alice")).contains("\"arn:aws:s3:::photos/*\"");
    assertThat(policyFor(TestGrants.any().keys(ObjectKeyPolicy.random("docs").dated()), "alice"))
        .contains("\"arn:aws:s3:::photos/docs/*\"");
    assertThat(policyFor(TestGrants.any().keys(ObjectKeyPolicy.perSubject("docs")), "alice"))
        .contains("\"arn:aws:s3:::photos/docs/alice/*\"");
    assertThat(policyFor(TestGrants.any().keys(ObjectKeyPolicy.perSubject("docs")), null))
        .contains("\"arn:aws:s3:::photos/docs/!guest/*\"");
    assertThat(policyFor(TestGrants.any().keys(ObjectKeyPolicy.perSubject("")), "../*/${x}\"'é"))
        .contains("\"arn:aws:s3:::photos/!2e.!2f!2a!2f!24!7bx!7d!22!27!c3!a9/*\"");
    UploadProfile.Builder folders =
        UploadProfile.named("any")
            .kinds(GrantKind.POST_POLICY)
            .scope(UploadScope.PREFIX)
            .overwrite(Overwrite.ALLOWED)
            .keys(ObjectKeyPolicy.subjectFolder("docs"));
    UploadGrants grants =
        TestGrants.builder()
            .clock(() -> NOW)
            .profile(folders.signAs(sessions.subjectSession()).build())
            .build();
    grants.grant(UploadRequest.of("any").by("bob").build());
    assertThat(sts.calls().get(sts.calls().size() - 1).get("Policy"))
        .contains("\"arn:aws:s3:::photos/docs/bob/*\"");
  }

  @Test
  void aPrefixIsNoPattern() {
    assertThat(policyFor(TestGrants.any().keys(ObjectKeyPolicy.random("a*b?c${d}")), "alice"))
        .contains("\"arn:aws:s3:::photos/a${*}b${?}c${$}{d}/*\"");
  }

  @Test
  void aSubjectsGrantsShareOneSessionOfAProfileThoughTheirKeysDiffer() {
    UploadGrants grants = grants(NOW, TestGrants.any().keys(ObjectKeyPolicy.perSubject("docs")));
    for (int i = 0; i < 20; i++) {
      grants.grant(by("alice"));
    }
    assertThat(sts.calls()).hasSize(1);
  }

  @Test
  void profilesOfOneNameWithOtherPrefixesDontShareASession() {
    grants(NOW, TestGrants.any().keys(ObjectKeyPolicy.random("a"))).grant(by("alice"));
    grants(NOW, TestGrants.any().keys(ObjectKeyPolicy.random("b"))).grant(by("alice"));
    assertThat(sts.calls()).hasSize(2);
  }

  @Test
  void aPrefixThatTheStoreTakesForAPatternIsRefusedWhenTheProfileIsBuilt() {
    UploadTarget other =
        UploadTarget.bucket("photos")
            .region("eu-west-1")
            .without(StoreFeature.POLICY_ESCAPES)
            .build();
    UploadProfile.Builder profile =
        TestGrants.any().keys(ObjectKeyPolicy.random("a*b")).signAs(sessions.subjectSession());
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> TestGrants.of(other, profile))
        .satisfies(failed -> assertThat(failed.setting()).isEqualTo("profiles.any.keys"))
        .withMessageContainingAll("take for wildcards", "change the profile's keys");
  }

  /** An application's own keys, with what it says of them. */
  private record OwnKeys(String said) implements ObjectKeyPolicy {

    @Override
    public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
      return "own/" + request.subject() + "/1";
    }

    @Override
    public String prefixFor(@Nullable String subject) {
      return said.replace("@", String.valueOf(subject));
    }
  }

  @Test
  void anApplicationsOwnKeysAreHeldToWhatItSaysOfThem() {
    assertThat(policyFor(TestGrants.any().keys(new OwnKeys("own/@/")), "al*ce"))
        .contains("\"arn:aws:s3:::photos/own/al${*}ce/*\"");
    UploadGrants liar = grants(NOW, TestGrants.any().keys(new OwnKeys("docs/")));
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> liar.grant(by("alice")))
        .withMessageContainingAll("own/alice/1", "prefixFor");
  }

  /** Keys that no guest can have. */
  private record UsersKeys() implements ObjectKeyPolicy {

    @Override
    public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
      return prefixFor(request.subject()) + "1";
    }

    @Override
    public String prefixFor(@Nullable String subject) {
      return "users/" + Objects.requireNonNull(subject, "subject") + "/";
    }
  }

  @Test
  void keysThatNoGuestCanHaveNeedNoPrefixForGuests() {
    assertThat(policyFor(UploadProfile.named("any").keys(new UsersKeys()), "alice"))
        .contains("\"arn:aws:s3:::photos/users/alice/*\"");
  }

  @Test
  void aPrefixTooLongForAPolicyIsRefused() {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(
            () -> grants(NOW, TestGrants.any().keys(ObjectKeyPolicy.random("ü".repeat(400)))))
        .withMessageContainingAll("at most 2048", "shorter prefix");
    UploadGrants grants = grants(NOW, TestGrants.any().keys(new OwnKeys("own/@/")));
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> grants.grant(by("ü".repeat(400))))
        .withMessageContainingAll("at most 2048");
  }

  @Test
  void aSessionThatTheGrantWouldOutliveIsReplaced() {
    UploadProfile.Builder profile = TestGrants.any().validFor(Duration.ofMinutes(20));
    grants(NOW, profile).grant(by("alice"));
    grants(NOW.plus(Duration.ofMinutes(40)), profile).grant(by("alice"));
    assertThat(sts.calls()).hasSize(1);
    // The stub's sessions are all issued at the beginning: the new one would end too early as well.
    grants(NOW.plus(Duration.ofMinutes(40)).plusSeconds(1), profile).grant(by("alice"));
    assertThat(sts.calls()).hasSize(2);
  }

  @Test
  void sessionsLiveAsLongAsTheirProfilesGrants() {
    AssumeRoleSource role =
        AssumeRoleSource.of(StubSts.ROLE)
            .client(sts.client())
            .maxDuration(Duration.ofHours(12))
            .build();
    SigningCredentials signing = SubjectSessions.of(role).build().subjectSession();
    UploadProfile profile = TestGrants.any().validFor(Duration.ofHours(5)).signAs(signing).build();
    assertThat(at(NOW, profile).grant(by("alice")).expiresAt())
        .isEqualTo(NOW.plus(Duration.ofHours(5)));
    assertThat(sts.calls().get(0)).containsEntry("DurationSeconds", "18000");
    Instant half = NOW.plus(Duration.ofMinutes(150));
    assertThat(at(half, profile).grant(by("alice")).expiresAt())
        .as("half of a life is enough to reuse it")
        .isEqualTo(NOW.plus(Duration.ofHours(5)));
    assertThat(sts.calls()).hasSize(1);
    at(half.plusMillis(1), profile).grant(by("alice"));
    assertThat(sts.calls()).hasSize(2);
  }

  private static UploadGrants at(Instant now, UploadProfile profile) {
    return TestGrants.builder().clock(() -> now).profile(profile).build();
  }

  @Test
  void grantsThatEverySessionWouldEndBeforeAreRefusedWhenTheProfileIsBuilt() {
    UploadProfile.Builder profile = TestGrants.any().validFor(Duration.ofMinutes(61));
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> grants(NOW, profile))
        .satisfies(failed -> assertThat(failed.setting()).isEqualTo("profiles.any.valid-for"))
        .withMessageContainingAll("3660 seconds", "at most 3600 seconds");
    assertThat(sts.calls()).isEmpty();
  }

  private static void assertDoesntSign(SessionSource source, String reason) {
    SigningCredentials signing = SubjectSessions.of(source).build().subjectSession();
    UploadProfile profile = TestGrants.any().build();
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> signing.limitedTo(profile, TestGrants.target()))
        .satisfies(failed -> assertThat(failed.setting()).isEqualTo("profiles.any.sign-as"))
        .withMessageContainingAll(reason, "AssumeRole");
  }

  @Test
  void whatNothingWouldLimitOrNobodyCouldRevokeDoesntSign() {
    assertDoesntSign(
        new FakeSource((request, call) -> FakeSource.session(call, NOW), false), "no policy");
    assertDoesntSign(FederationTokenSource.builder().client(sts.client()).build(), "revoke");
  }

  @Test
  void profilesThatSignNothingAskNothingOfWhatSigns() {
    UploadProfile handedOut =
        UploadProfile.named("doc").kinds(GrantKind.TEMPORARY_CREDENTIALS).build();
    SigningCredentials signing =
        SubjectSessions.of(FederationTokenSource.builder().client(sts.client()).build())
            .build()
            .subjectSession();
    assertThat(signing.limitedTo(handedOut, TestGrants.target())).isSameAs(signing);
  }

  @Test
  void theApplicationsOwnKeysCanBeReplacedForAllProfiles() {
    UploadGrants grants =
        TestGrants.builder()
            .credentials(sessions.subjectSession())
            .profile(TestGrants.any().build())
            .build();
    assertThat(TestGrants.parameter((PresignedPut) grants.grant(by("alice")), "X-Amz-Credential"))
        .startsWith("ASIA1/");
  }

  @Test
  void aSourceWithShorterSessionsIsAskedForThose() {
    SessionSource quarter =
        AssumeRoleSource.of(StubSts.ROLE)
            .client(sts.client())
            .maxDuration(Duration.ofMinutes(15))
            .build();
    TestGrants.builder()
        .credentials(SubjectSessions.of(quarter).build().subjectSession())
        .profile(TestGrants.any().build())
        .build()
        .grant(by("alice"));
    assertThat(sts.calls().get(0)).containsEntry("DurationSeconds", "900");
  }

  @Test
  void loginsAreHandedToTheSource() {
    WebIdentitySource web =
        WebIdentitySource.of(StubSts.ROLE, LoginProvider.facebook()).client(sts.client()).build();
    TestGrants.builder()
        .credentials(SubjectSessions.of(web).build().subjectSession())
        .profile(TestGrants.any().build())
        .build()
        .grant(TestGrants.request().login("graph.facebook.com", "opaque").build());
    assertThat(sts.calls().get(0)).containsEntry("WebIdentityToken", "opaque");
  }

  @Test
  void outsideOfAProfileNothingIsSigned() {
    SigningCredentials unlimited = sessions.subjectSession();
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> unlimited.until(NOW, NOW, by("alice")))
        .withMessageContainingAll("signAs", "limitedTo");
    assertThat(sts.calls()).isEmpty();
    assertThat(unlimited.limitedTo(TestGrants.any().build(), TestGrants.target()))
        .isNotSameAs(unlimited);
  }

  @Test
  void forgettingASubjectChangesWhatSigns() {
    UploadGrants grants = grants(NOW, TestGrants.any());
    grants.grant(by("alice"));
    sessions.forget("alice");
    assertThat(TestGrants.parameter((PresignedPut) grants.grant(by("alice")), "X-Amz-Credential"))
        .startsWith("ASIA2/");
    assertThat(sessions.metrics()).isEqualTo(new SessionMetrics(0, 2, 0, 0, 0, 1));
  }
}
