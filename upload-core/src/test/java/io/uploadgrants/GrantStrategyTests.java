package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Strategies of one's own are held to the one rule too. */
class GrantStrategyTests {

  /** Claims one thing of the profile and grants another. */
  private record Own(Set<UploadConstraint> claimed, Set<UploadConstraint> granted)
      implements GrantStrategy {

    @Override
    public GrantKind kind() {
      return GrantKind.PRESIGNED_PUT;
    }

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
      return map(claimed);
    }

    @Override
    public GrantIssuer prepare(
        UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
      return new Promising(
          map(claimed),
          draft ->
              new PresignedPut(
                  draft.key(),
                  "https://example.com",
                  Map.of(),
                  Map.of(),
                  Instant.EPOCH,
                  map(granted)));
    }

    private static Map<UploadConstraint, EnforcedBy> map(Set<UploadConstraint> constraints) {
      Map<UploadConstraint, EnforcedBy> map = new EnumMap<>(UploadConstraint.class);
      constraints.forEach(constraint -> map.put(constraint, EnforcedBy.STORAGE));
      return map;
    }
  }

  /** Says one thing of a request, and issues what it likes. */
  private record Promising(
      Map<UploadConstraint, EnforcedBy> promised, Function<GrantDraft, UploadGrant> issuing)
      implements GrantIssuer {

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request) {
      return promised;
    }

    @Override
    public UploadGrant issue(GrantDraft draft) {
      return issuing.apply(draft);
    }
  }

  private static UploadGrants.Builder with(GrantStrategy strategy) {
    return TestGrants.builder().strategy(strategy).profile(any().maxSize(10).build());
  }

  private static Set<UploadConstraint> allBut(UploadConstraint missing) {
    return EnumSet.complementOf(EnumSet.of(missing));
  }

  @ParameterizedTest
  @EnumSource(names = {"KEY", "SIZE", "VALIDITY"})
  void thatEnforceLessAreRefusedWhenBuilt(UploadConstraint missing) {
    Own weak = new Own(allBut(missing), allBut(missing));
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> with(weak).build())
        .withMessageContaining("demands " + missing.id());
  }

  @ParameterizedTest
  @EnumSource(names = {"KEY", "SIZE", "VALIDITY"})
  void thatGrantLessThanTheyClaimIssueNothing(UploadConstraint missing) {
    Own lying = new Own(EnumSet.allOf(UploadConstraint.class), allBut(missing));
    UploadGrants grants = with(lying).build();
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> grants.grant(request().build()))
        .withMessageContaining("it isn't issued")
        .extracting(UploadConfigurationException::setting)
        .isEqualTo("profiles.any.kinds");
  }

  @Test
  void thatForgetWhatARequestAddsIssueNothing() {
    Set<UploadConstraint> all = EnumSet.allOf(UploadConstraint.class);
    Checksum checksum = new Checksum(ChecksumAlgorithm.CRC32, "AAAAAA==");
    Map<UploadConstraint, UploadRequest.Builder> added =
        Map.of(
            UploadConstraint.CHECKSUM, request().checksum(checksum),
            UploadConstraint.METADATA, request().metadata("a", "b"),
            UploadConstraint.TAGS, request().tag("a", "b"));
    added.forEach(
        (constraint, request) ->
            assertThatExceptionOfType(UploadConfigurationException.class)
                .isThrownBy(
                    () -> with(new Own(all, allBut(constraint))).build().grant(request.build()))
                .withMessageContaining("it isn't issued"));
  }

  @Test
  void thatLeaveAConstraintToACompletionThatNobodyMakesAreRefused() {
    GrantStrategy late =
        new GrantStrategy() {
          @Override
          public GrantKind kind() {
            return GrantKind.PRESIGNED_PUT;
          }

          @Override
          public Map<UploadConstraint, EnforcedBy> enforces(
              UploadProfile profile, UploadTarget target) {
            Map<UploadConstraint, EnforcedBy> map = Own.map(EnumSet.allOf(UploadConstraint.class));
            map.put(UploadConstraint.SIZE, EnforcedBy.COMPLETION);
            return map;
          }

          @Override
          public GrantIssuer prepare(
              UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
            throw new IllegalStateException("it must not come to that");
          }
        };
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> with(late).build())
        .withMessageContaining("demands size");
  }

  @ParameterizedTest
  @CsvSource({"other/key, PT5M", "kk, PT5M", "k/${filename}, PT5M", "k, PT5M1S"})
  void thatGrantAnotherKeyOrALongerLifeIssueNothing(String key, Duration life) {
    GrantIssuer issuer =
        GrantIssuer.of(
            Own.map(EnumSet.allOf(UploadConstraint.class)),
            draft ->
                new PresignedPut(
                    key,
                    "https://example.com",
                    Map.of(),
                    Map.of(),
                    draft.issuedAt().plus(life),
                    Own.map(EnumSet.allOf(UploadConstraint.class))));
    UploadGrants grants =
        TestGrants.builder()
            .strategy(new Issuing(issuer))
            .profile(any().keys((request, now, random) -> "k").build())
            .build();
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> grants.grant(request().build()))
        .withMessageContaining("it isn't issued");
  }

  private record Issuing(GrantIssuer issuer) implements GrantStrategy {
    @Override
    public GrantKind kind() {
      return GrantKind.PRESIGNED_PUT;
    }

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
      return Own.map(EnumSet.allOf(UploadConstraint.class));
    }

    @Override
    public GrantIssuer prepare(
        UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
      return issuer;
    }
  }

  @Test
  void ofWhichTwoAreGivenForOneKindAreRefusedAndNamed() {
    Set<UploadConstraint> all = EnumSet.allOf(UploadConstraint.class);
    GrantStrategy other =
        new Issuing(
            GrantIssuer.of(
                Map.of(),
                draft -> {
                  throw new IllegalStateException("it must not come to that");
                }));
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> with(new Own(all, all)).strategy(other).build())
        .withMessageContaining(Own.class.getName())
        .withMessageContaining(Issuing.class.getName())
        .withMessageContaining("presigned-put")
        .extracting(UploadConfigurationException::setting)
        .isEqualTo("strategies");
  }

  @Test
  void thatEnforceEverythingTakeTheirKindsPlace() {
    Set<UploadConstraint> all = EnumSet.allOf(UploadConstraint.class);
    PresignedPut grant = (PresignedPut) with(new Own(all, all)).build().grant(request().build());
    assertThat(grant.url()).isEqualTo("https://example.com");
  }
}
