package io.uploadgrants;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Which profiles can be completed, and what their grants and tickets say. */
class CompletionRulesTests {

  private static final ObjectKeyPolicy ACCEPTED = ObjectKeyPolicy.random("accepted");

  private final List<TicketClaims> sealed = new ArrayList<>();

  private final UploadTickets tickets =
      new UploadTickets() {
        @Override
        public String seal(TicketClaims claims) {
          sealed.add(claims);
          return "ticket-" + sealed.size();
        }

        @Override
        public TicketClaims open(String ticket) {
          throw new UnsupportedOperationException();
        }
      };

  private UploadGrants grants(UploadProfile.Builder profile, GrantStrategy... strategies) {
    UploadGrants.Builder builder = TestGrants.builder().tickets(tickets).profile(profile.build());
    for (GrantStrategy strategy : strategies) {
      builder.strategy(strategy);
    }
    return builder.build();
  }

  private void faulty(String setting, UploadProfile.Builder profile, String... texts) {
    assertThatThrownBy(() -> grants(profile))
        .isInstanceOfSatisfying(
            UploadConfigurationException.class,
            fault -> assertThat(fault.setting()).isEqualTo("profiles.any." + setting))
        .hasMessageContainingAll(texts);
  }

  @Test
  void aTicketTellsWhatWasGranted() {
    Checksum checksum = Checksum.of(ChecksumAlgorithm.SHA256, new byte[5]);
    UploadGrants grants =
        grants(
            any()
                .maxSize(100)
                .contentTypes("image/*")
                .completion(completion().checkContent().within(Duration.ofHours(2))));

    UploadGrant grant = grants.grant(request().checksum(checksum).build());

    TicketClaims claims = sealed.get(0);
    assertThat(claims)
        .isEqualTo(
            new TicketClaims(
                claims.id(),
                "any",
                "alice",
                GrantKind.PRESIGNED_PUT,
                "photos",
                grant.key(),
                5L,
                1,
                100L,
                "image/png",
                checksum,
                true,
                TestGrants.NOW,
                grant.expiresAt(),
                TestGrants.NOW.plus(Duration.ofHours(2)),
                null,
                null));
    assertThat(claims.id()).matches("[A-Za-z0-9_-]{22}");
    assertThat(grant.ticket()).isEqualTo(new UploadTicket("ticket-1", claims.expiresAt()));
    assertThat(grant.toString()).doesNotContain("ticket-1");
    assertThat(Objects.requireNonNull(grant.ticket()).toString()).doesNotContain("ticket-1");
    assertThat(grant.enforced())
        .containsEntry(UploadConstraint.CONTENT, EnforcedBy.COMPLETION)
        .containsEntry(UploadConstraint.SIZE, EnforcedBy.STORAGE)
        .containsEntry(UploadConstraint.CHECKSUM, EnforcedBy.STORAGE);
  }

  @Test
  void noTwoUploadsHaveOneId() {
    UploadGrants grants = grants(any().completion(completion()));
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      grants.grant(request().build());
    }
    sealed.forEach(claims -> assertThat(ids.add(claims.id())).isTrue());
  }

  @Test
  void listenersSeeTheTicketToo() {
    List<UploadGrant> told = new ArrayList<>();
    UploadGrants grants =
        TestGrants.builder()
            .tickets(tickets)
            .profile(any().completion(completion()).build())
            .listener(
                new GrantListener() {
                  @Override
                  public void granted(UploadRequest request, UploadGrant grant) {
                    told.add(grant);
                  }
                })
            .build();

    assertThat(grants.grant(request().build())).isSameAs(told.get(0));
    assertThat(told.get(0).ticket()).isNotNull();
  }

  @Test
  void completionNeedsTickets() {
    assertThatThrownBy(() -> TestGrants.of(any().completion(completion())))
        .isInstanceOfSatisfying(
            UploadConfigurationException.class,
            fault -> assertThat(fault.setting()).isEqualTo("tickets"))
        .hasMessageContainingAll("Profile 'any'", "EncryptedTickets");
  }

  @Test
  void aFormCouldReplaceWhatWasCheckedSoItIsRefused() {
    faulty(
        "completion.move-to",
        any(GrantKind.POST_POLICY).completion(completion()),
        "post-policy could replace the object");
  }

  /** Its holder encrypts, archives and encodes as it likes. */
  @Test
  void whoSignsRequestsOfItsOwnIsCompletedOnlyWhereItsObjectIsMadeAnew() {
    assertThatThrownBy(() -> credentials(completion()))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("signs requests of any headers")
        .hasMessageContaining("move-to");
    assertThat(credentials(completion().moveTo(ACCEPTED)).profiles()).hasSize(1);
  }

  private UploadGrants credentials(CompletionSettings settings) {
    return TestGrants.builder()
        .tickets(tickets)
        .strategy(new OfKind(GrantKind.TEMPORARY_CREDENTIALS))
        .profile(any(GrantKind.TEMPORARY_CREDENTIALS).completion(settings).build())
        .build();
  }

  /** Else nothing that is uploaded by it could ever be completed. */
  @Test
  void credentialsThatDoNotSayTheIdAreNotIssued() {
    UploadGrants grants = credentials(completion().moveTo(ACCEPTED));

    assertThatThrownBy(() -> grants.grant(request().build()))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("upload id");
  }

  /** Credentials that nobody tells what to send. */
  private record OfKind(GrantKind kind) implements GrantStrategy {

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
      return new Leaving(Set.of()).enforces(profile, target);
    }

    @Override
    public GrantIssuer prepare(
        UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
      Map<UploadConstraint, EnforcedBy> all = enforces(profile, target);
      return GrantIssuer.of(
          all,
          draft ->
              new TemporaryCredentials(
                  draft.key(),
                  profile.scope(),
                  AwsSessionCredentials.create("id", "secret", "token"),
                  target,
                  Map.of(),
                  null,
                  draft.issuedAt().plusSeconds(1),
                  all));
    }
  }

  @Test
  void theMetadataOfCompletionIsNobodyElses() {
    assertThatThrownBy(() -> any().metadata("upload-id", "x").completion(completion()).build())
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("'upload-id'");
    assertThatThrownBy(() -> any().fileNameAsMetadata("Upload-Id").completion(completion()).build())
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("'upload-id'");
    UploadGrants grants = grants(any().completion(completion()));
    assertThatThrownBy(() -> grants.grant(request().metadata("upload-id", "x").build()))
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageContaining("'upload-id'");
  }

  @Test
  void aPutCarriesTheIdOfItsTicket() {
    UploadGrants grants = grants(any().completion(completion()));

    PresignedPut put = (PresignedPut) grants.grant(request().metadata("a", "b").build());

    assertThat(put.headers())
        .containsEntry("x-amz-meta-upload-id", sealed.get(0).id())
        .containsEntry("x-amz-meta-a", "b");
    assertThat(put.url()).contains("x-amz-meta-upload-id");
    assertThat(((PresignedPut) TestGrants.of(any()).grant(request().build())).headers())
        .doesNotContainKey("x-amz-meta-upload-id");
  }

  @Test
  void aPutThatMayReplaceIsRefused() {
    faulty(
        "completion.move-to",
        any().overwrite(Overwrite.ALLOWED).completion(completion()),
        "set overwrite to only-own");
  }

  @Test
  void manyObjectsCannotBeCompleted() {
    assertThatThrownBy(
            () ->
                UploadProfile.named("any")
                    .kinds(GrantKind.POST_POLICY)
                    .scope(UploadScope.PREFIX)
                    .keys(ObjectKeyPolicy.subjectFolder("u"))
                    .completion(completion())
                    .build())
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("set the scope to object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT59S", "P7DT1S", "PT0S", "-PT1H"})
  void theTimeToCompleteHasBounds(Duration within) {
    assertThatThrownBy(() -> completion().within(within))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("one minute to seven days");
  }

  @Test
  void aTicketLivesAsLongAsItsGrant() {
    assertThatThrownBy(
            () ->
                any()
                    .validFor(Duration.ofHours(1))
                    .completion(completion().within(Duration.ofMinutes(59)))
                    .build())
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("at least as long");
  }

  /** Leaves to completion what it says. */
  private record Leaving(Set<UploadConstraint> left) implements GrantStrategy {

    @Override
    public GrantKind kind() {
      return GrantKind.PRESIGNED_PUT;
    }

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
      Map<UploadConstraint, EnforcedBy> all = new EnumMap<>(UploadConstraint.class);
      for (UploadConstraint constraint : UploadConstraint.values()) {
        if (!left.contains(constraint)) {
          all.put(constraint, EnforcedBy.STORAGE);
        }
      }
      return all;
    }

    @Override
    public GrantIssuer prepare(
        UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
      Map<UploadConstraint, EnforcedBy> enforces = enforces(profile, target);
      Instant end = TestGrants.NOW.plusSeconds(60);
      return GrantIssuer.of(
          enforces, draft -> new PresignedPut(draft.key(), "u", Map.of(), Map.of(), end, enforces));
    }
  }

  @Test
  void whatTheStoreLeavesOpenIsEnforcedByCompletion() {
    GrantStrategy leaving =
        new Leaving(
            Set.of(
                UploadConstraint.SIZE,
                UploadConstraint.CONTENT_TYPE,
                UploadConstraint.CHECKSUM,
                UploadConstraint.CONTENT));
    UploadProfile.Builder profile = any().maxSize(100).contentTypes("image/*");

    assertThatThrownBy(() -> grants(profile, leaving))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("size, content-type");

    UploadGrants grants = grants(profile.completion(completion().checkContent()), leaving);
    assertThat(grants.grant(request().build()).enforced())
        .containsEntry(UploadConstraint.SIZE, EnforcedBy.COMPLETION)
        .containsEntry(UploadConstraint.CONTENT_TYPE, EnforcedBy.COMPLETION)
        .containsEntry(UploadConstraint.CONTENT, EnforcedBy.COMPLETION)
        .doesNotContainKey(UploadConstraint.CHECKSUM);
    Checksum checksum = Checksum.of(ChecksumAlgorithm.CRC32, new byte[5]);
    assertThat(grants.grant(request().checksum(checksum).build()).enforced())
        .containsEntry(UploadConstraint.CHECKSUM, EnforcedBy.COMPLETION);
  }

  @Test
  void completionCannotEnforceWhatItDoesNotSee() {
    for (UploadConstraint constraint :
        List.of(UploadConstraint.TAGS, UploadConstraint.ENCRYPTION, UploadConstraint.METADATA)) {
      UploadProfile.Builder profile =
          any()
              .tag("a", "b")
              .metadata("a", "b")
              .encryption(Encryption.sseS3())
              .completion(completion());

      assertThatThrownBy(() -> grants(profile, new Leaving(Set.of(constraint))))
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageContaining("demands " + constraint.id());
    }
  }

  @Test
  void aStoreWithoutChecksumsHasNoneToCompare() {
    UploadProfile.Builder profile =
        any().requireChecksum(ChecksumAlgorithm.SHA256).completion(completion());
    UploadTarget target = TestGrants.target().toBuilder().without(StoreFeature.CHECKSUMS).build();

    assertThatThrownBy(
            () ->
                TestGrants.builder()
                    .target(target)
                    .tickets(tickets)
                    .strategy(new Leaving(Set.of(UploadConstraint.CHECKSUM)))
                    .profile(profile.build())
                    .build())
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("checksum");
  }
}
