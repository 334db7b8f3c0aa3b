package io.uploadgrants.sts;

import static io.uploadgrants.TestGrants.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.CompletionSettings;
import io.uploadgrants.Encryption;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.TestGrants;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.UploadTickets;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Temporary credentials as grants. */
class TemporaryCredentialsTests {

  private final FakeSource source =
      new FakeSource(
          (request, call) -> {
            Instant expiry = NOW.plus(request.duration());
            return new IssuedSession(
                TestGrants.session("ASIA" + call, expiry), expiry, request.key(), null);
          });

  private static UploadProfile.Builder folder() {
    return UploadProfile.named("doc")
        .kinds(GrantKind.TEMPORARY_CREDENTIALS)
        .scope(UploadScope.PREFIX)
        .keys(ObjectKeyPolicy.subjectFolder("users"))
        .overwrite(Overwrite.ALLOWED)
        .validFor(Duration.ofMinutes(15));
  }

  private static UploadProfile.Builder object() {
    return UploadProfile.named("doc")
        .kinds(GrantKind.TEMPORARY_CREDENTIALS, GrantKind.PRESIGNED_PUT)
        .keys(ObjectKeyPolicy.perSubject("users"))
        .validFor(Duration.ofMinutes(15));
  }

  private static UploadRequest.Builder request() {
    return UploadRequest.of("doc").by("alice");
  }

  private UploadGrants.Builder builder(UploadProfile.Builder profile) {
    return TestGrants.builder()
        .strategy(new TemporaryCredentialsStrategy(SubjectSessions.of(source).build()))
        .profile(profile.build());
  }

  private TemporaryCredentials grant(UploadProfile.Builder profile, UploadRequest.Builder request) {
    return (TemporaryCredentials) builder(profile).build().grant(request.build());
  }

  @Test
  void aSubjectHasCredentialsForItsFolder() {
    TemporaryCredentials grant = grant(folder(), request());
    assertThat(grant.key()).isEqualTo("users/alice/");
    assertThat(grant.scope()).isEqualTo(UploadScope.PREFIX);
    assertThat(grant.credentials()).isEqualTo(TestGrants.session("ASIA1", Duration.ofMinutes(15)));
    assertThat(grant.target().bucket()).isEqualTo("photos");
    assertThat(grant.identityId()).isNull();
    assertThat(grant.headers()).isEmpty();
    assertThat(grant.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    assertThat(grant.enforced())
        .isEqualTo(
            Map.of(
                UploadConstraint.KEY, EnforcedBy.STORAGE,
                UploadConstraint.VALIDITY, EnforcedBy.STORAGE));
    assertThat(grant.toString()).doesNotContain("secret-of", "token-of", "alice\"");
  }

  /**
   * Else what is uploaded can't be told from another's, or is of another type than was declared.
   */
  @Test
  void whatIsCompletedMustSayItsIdAndItsType() {
    UploadTickets tickets =
        EncryptedTickets.of(TokenSecrets.of("a secret of thirty-two bytes, only for tests"));
    TemporaryCredentials grant =
        (TemporaryCredentials)
            builder(
                    object()
                        .completion(
                            CompletionSettings.completion()
                                .moveTo(ObjectKeyPolicy.random("accepted"))))
                .tickets(tickets)
                .build()
                .grant(request().file("me.png", 5, "image/png").build());

    TicketClaims claims = tickets.open(Objects.requireNonNull(grant.ticket()).value());
    assertThat(grant.headers())
        .containsEntry("x-amz-meta-upload-id", claims.id())
        .containsEntry("content-type", "image/png");
  }

  @Test
  void theSessionsPolicyIsForThatKey() {
    FakeSource recording =
        new FakeSource(
            (request, call) -> {
              assertThat(request.policy().apply(request.key()))
                  .contains("arn:aws:s3:::photos/users/alice/*")
                  .contains("s3:PutObject")
                  .doesNotContain("DeleteObject");
              assertThat(request.duration()).isEqualTo(Duration.ofMinutes(15));
              Instant expiry = NOW.plus(request.duration());
              return new IssuedSession(
                  TestGrants.session("ASIA" + call, expiry), expiry, request.key(), null);
            });
    UploadGrants grants =
        TestGrants.builder()
            .strategy(new TemporaryCredentialsStrategy(SubjectSessions.of(recording).build()))
            .profile(folder().build())
            .build();
    grants.grant(request().build());
    assertThat(recording.calls).hasValue(1);
  }

  @Test
  void aFolderIsHandedOutAgainAndASingleObjectIsnt() {
    UploadGrants folders = builder(folder()).build();
    assertThat(((TemporaryCredentials) folders.grant(request().build())).credentials())
        .isEqualTo(((TemporaryCredentials) folders.grant(request().build())).credentials());
    assertThat(source.calls).hasValue(1);
    UploadGrants objects = builder(object()).build();
    assertThat(objects.grant(request().build()).key())
        .isNotEqualTo(objects.grant(request().build()).key());
    assertThat(source.calls).hasValue(3);
  }

  @Test
  void keysThatNeverComeAgainPushNobodysFolderOut() {
    SubjectSessions sessions = SubjectSessions.of(source).build();
    UploadGrants grants =
        TestGrants.builder()
            .strategy(new TemporaryCredentialsStrategy(sessions))
            .profile(object().build())
            .build();
    grants.grant(request().build());
    assertThat(sessions.metrics()).isEqualTo(new SessionMetrics(0, 1, 0, 0, 0, 0));
  }

  @Test
  void oneFolderForEverybodyIsNobodysOwn() {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> builder(folder().keys(ObjectKeyPolicy.folder("users"))).build())
        .satisfies(failed -> assertThat(failed.setting()).isEqualTo("profiles.doc.keys"))
        .withMessageContainingAll("everybody", "subjectFolder", "perSubject", "identity pool");
  }

  @Test
  void whatEverybodyCouldReadIsNobodysOwn() {
    UploadProfile.Builder profile =
        folder()
            .scope(UploadScope.OBJECT)
            .keys((request, now, random) -> "users/" + request.subject() + ".pdf");
    builder(profile).build();
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(
            () ->
                builder(
                        profile.kinds(
                            GrantSettings.temporaryCredentials().access(ObjectAccess.READ)))
                    .build())
        .withMessageContainingAll("everybody", "read", "override shared()");
  }

  @Test
  void headersAndConditionsAreTheProfilesAndTheRequests() {
    TemporaryCredentials grant =
        grant(object().tag("kind", "photo").storageClass("STANDARD_IA"), request().tag("who", "x"));
    assertThat(grant.headers())
        .containsEntry("x-amz-storage-class", "STANDARD_IA")
        .containsEntry("x-amz-tagging", "kind=photo&who=x")
        .containsEntry("if-none-match", "*");
    assertThat(grant.enforced())
        .containsOnlyKeys(
            UploadConstraint.KEY,
            UploadConstraint.VALIDITY,
            UploadConstraint.NO_OVERWRITE,
            UploadConstraint.TAGS,
            UploadConstraint.STORAGE_CLASS)
        .containsValue(EnforcedBy.STORAGE)
        .doesNotContainValue(EnforcedBy.COMPLETION);
  }

  @Test
  void tagsOfARequestAreEnforcedToo() {
    assertThat(grant(object(), request().tag("who", "x")).enforced())
        .containsEntry(UploadConstraint.TAGS, EnforcedBy.STORAGE);
  }

  @Test
  void whatNoPolicyCanBindTakesAnotherKind() {
    UploadGrants grants = builder(object()).build();
    Checksum checksum =
        new Checksum(ChecksumAlgorithm.SHA256, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    for (UploadRequest.Builder each :
        List.of(request().size(0L).checksum(checksum), request().size(0L).metadata("a", "b"))) {
      assertThat(grants.grant(each.build()).kind()).isEqualTo(GrantKind.PRESIGNED_PUT);
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> grants.grant(each.kind(GrantKind.TEMPORARY_CREDENTIALS).build()))
          .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }
    assertThat(source.calls).hasValue(0);
  }

  @Test
  void aSizeATypeAndAChecksumAreRefusedWhenTheProfileIsBuilt() {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(
            () ->
                builder(
                        object()
                            .maxSize(10)
                            .contentTypes("image/*")
                            .requireChecksum(ChecksumAlgorithm.SHA256))
                    .build())
        .satisfies(failed -> assertThat(failed.setting()).isEqualTo("profiles.doc.kinds"))
        .withMessageContainingAll(
            "size, content-type, checksum",
            "temporary-credentials can't enforce",
            "S3 doesn't check the size, content-type, checksum",
            "Remove temporary-credentials",
            "enforced by: presigned-put");
  }

  @Test
  void aStoreWhosePoliciesCantDemandItIsRefused() {
    record Need(StoreFeature feature, UploadProfile.Builder profile) {}
    for (Need need :
        List.of(
            new Need(StoreFeature.TAGS, object().tag("a", "b")),
            new Need(StoreFeature.POLICY_CONDITIONS, object().tag("a", "b")),
            new Need(StoreFeature.STORAGE_CLASSES, object().storageClass("GLACIER")),
            new Need(StoreFeature.POLICY_CONDITIONS, object().storageClass("GLACIER")),
            new Need(StoreFeature.SSE_S3, object().encryption(Encryption.sseS3())),
            new Need(
                StoreFeature.CONDITIONAL_WRITE_POLICIES, object().overwrite(Overwrite.NEVER)))) {
      UploadTarget poorer =
          UploadTarget.bucket("photos").region("eu-west-1").without(need.feature()).build();
      assertThatExceptionOfType(UploadConfigurationException.class)
          .as("%s", need.feature())
          .isThrownBy(() -> builder(need.profile()).target(poorer).build())
          .withMessageContaining("temporary-credentials can't enforce");
      assertThat(builder(need.profile()).build().grant(request().build())).isNotNull();
    }
  }

  @Test
  void tagsOfARequestThatAStoreCantDemandTakeAnotherKind() {
    UploadGrants grants =
        builder(object())
            .target(
                UploadTarget.bucket("photos")
                    .region("eu-west-1")
                    .without(StoreFeature.POLICY_CONDITIONS)
                    .build())
            .build();
    assertThat(grants.grant(request().tag("a", "b").build()).kind())
        .isEqualTo(GrantKind.PRESIGNED_PUT);
    assertThat(grants.grant(request().build()).kind()).isEqualTo(GrantKind.TEMPORARY_CREDENTIALS);
  }

  @Test
  void theyAreLeftToCompletion() {
    TemporaryCredentialsStrategy strategy =
        new TemporaryCredentialsStrategy(SubjectSessions.of(source).build());
    UploadProfile profile = object().maxSize(10).contentTypes("image/*").metadata("a", "b").build();
    assertThat(strategy.enforces(profile, TestGrants.target()))
        .isEqualTo(
            Map.of(
                UploadConstraint.KEY, EnforcedBy.STORAGE,
                UploadConstraint.VALIDITY, EnforcedBy.STORAGE,
                UploadConstraint.NO_OVERWRITE, EnforcedBy.STORAGE,
                UploadConstraint.SIZE, EnforcedBy.COMPLETION,
                UploadConstraint.CONTENT_TYPE, EnforcedBy.COMPLETION));
  }

  /** Their role's policy is said to be bound to one bucket; the same session would reach both. */
  @Test
  void sessionsWithoutAPolicyAreForOneBucket() {
    FakeSource unbound =
        new FakeSource(
            (request, call) ->
                new IssuedSession(
                    TestGrants.session("ASIA" + call, NOW.plus(request.duration())),
                    NOW.plus(request.duration()),
                    request.key(),
                    null),
            false);
    UploadTarget other = UploadTarget.bucket("documents").region("eu-west-1").build();
    UploadGrants.Builder builder =
        TestGrants.builder()
            .strategy(new TemporaryCredentialsStrategy(SubjectSessions.of(unbound).build()))
            .profile(folder().overwrite(Overwrite.ALLOWED).build());
    UploadGrants grants =
        builder.targetResolver((subject, profile) -> "bob".equals(subject) ? other : null).build();
    grants.grant(request().by("alice").build());
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> grants.grant(request().by("bob").build()))
        .satisfies(failed -> assertThat(failed.setting()).isEqualTo("profiles.doc.target"))
        .withMessageContainingAll("'documents'", "'photos'", "takes no policy");
    assertThat(grants.refusedAt(other)).containsOnlyKeys("doc");
    assertThat(grants.refusedAt(grants.target().toBuilder().without(StoreFeature.TAGS).build()))
        .isEmpty();
    grants.grant(request().by("carol").build());
  }

  @ParameterizedTest
  @CsvSource({"PT14M59S,899 seconds,at least 900", "PT12H1S,43201 seconds,at most 43200"})
  void aValidityThatNoSessionHasIsRefusedWhenTheProfileIsBuilt(
      Duration validity, String given, String remedy) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> builder(folder().validFor(validity)).build())
        .satisfies(failed -> assertThat(failed.setting()).isEqualTo("profiles.doc.valid-for"))
        .withMessageContainingAll(given, remedy, "The fake takes");
    assertThat(source.calls).hasValue(0);
  }

  @Test
  void aSourceThatTakesNoPolicyEnforcesWhatItsRoleDoes() {
    FakeSource role =
        new FakeSource(
            (request, call) -> {
              Instant expiry = NOW.plus(Duration.ofHours(1));
              return new IssuedSession(
                  TestGrants.session("ASIA" + call, expiry),
                  expiry,
                  request.key() + "identity-1/",
                  "identity-1");
            },
            false);
    role.separatesUsers = true;
    UploadGrants.Builder builder =
        TestGrants.builder()
            .strategy(new TemporaryCredentialsStrategy(SubjectSessions.of(role).build()));
    UploadGrants grants =
        builder.profile(folder().keys(ObjectKeyPolicy.folder("users")).build()).build();
    TemporaryCredentials grant = (TemporaryCredentials) grants.grant(request().build());
    assertThat(grant.key()).isEqualTo("users/identity-1/");
    assertThat(grant.identityId()).isEqualTo("identity-1");
    assertThat(grant.enforced()).containsOnlyKeys(UploadConstraint.KEY, UploadConstraint.VALIDITY);
    assertThat(grant.expiresAt())
        .as("never later than the profile says")
        .isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> grants.grant(request().tag("a", "b").build()));
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(
            () ->
                TestGrants.builder()
                    .strategy(new TemporaryCredentialsStrategy(SubjectSessions.of(role).build()))
                    .profile(folder().tag("a", "b").build())
                    .build())
        .withMessageContaining("tags");
  }

  private TemporaryCredentials expiring(Instant expiry, Instant now) {
    FakeSource source =
        new FakeSource(
            (request, call) ->
                new IssuedSession(
                    TestGrants.session("ASIA" + call, expiry), expiry, request.key(), null));
    return (TemporaryCredentials)
        TestGrants.builder()
            .clock(() -> now)
            .strategy(new TemporaryCredentialsStrategy(SubjectSessions.of(source).build()))
            .profile(folder().build())
            .build()
            .grant(request().build());
  }

  @Test
  void aGrantEndsInWholeSecondsAndNeverAfterItsSession() {
    Instant now = NOW.plusMillis(600);
    assertThat(expiring(NOW.plus(Duration.ofDays(1)), now).expiresAt())
        .isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    assertThat(expiring(NOW.plusSeconds(60).plusMillis(999), now).expiresAt())
        .isEqualTo(NOW.plusSeconds(60));
    assertThat(expiring(NOW.plusMillis(1_600), now).expiresAt()).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void aSessionThatIsOverIsAFailure() {
    for (long millis : new long[] {-1_000, 0, 999}) {
      assertThatExceptionOfType(IssuanceFailedException.class)
          .isThrownBy(() -> expiring(NOW.plusMillis(millis), NOW))
          .withMessageContainingAll("now or past", "check the clock");
    }
  }

  @Test
  void guestsHaveNoFolderAndASessionEachElsewhere() {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> builder(folder().openToGuests()));
    UploadGrants open = builder(object().openToGuests()).build();
    open.grant(UploadRequest.of("doc").build());
    open.grant(UploadRequest.of("doc").build());
    assertThat(source.calls).hasValue(2);
  }

  @Test
  void aSubjectIsAsLongAsAKeyAllows() {
    String longest = "x".repeat(1_024 - "users//".length());
    assertThat(grant(folder(), request().by(longest)).key()).hasSize(1_024);
    for (String subject : List.of(longest + "x", "x".repeat(1_024), "\uD83D\uDE80".repeat(512))) {
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> grant(folder(), request().by(subject)))
          .withMessageContaining("1024")
          .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }
    assertThat(source.calls).hasValue(1);
  }
}
