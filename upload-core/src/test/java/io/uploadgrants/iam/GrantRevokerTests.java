package io.uploadgrants.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.iam.RevocationException.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;

class GrantRevokerTests {

  private final InlinePolicies iam = new InlinePolicies();
  private Instant now = Instant.parse("2026-11-24T12:00:00.700Z");

  private GrantRevoker.Builder builder() {
    return GrantRevoker.of("arn:aws:iam::123456789012:role/uploads/uploader")
        .client(iam)
        .clockSkew(Duration.ZERO)
        .clock(() -> now);
  }

  @Test
  void aRevocationIsAnInlinePolicyThatDeniesEverythingToOlderSessions() {
    Revocation revocation = builder().build().revoke("alice");

    assertThat(revocation)
        .isEqualTo(
            new Revocation(
                "alice", Instant.parse("2026-11-24T12:00:01Z"), RevokedBy.ROLE_SESSION_NAME));
    assertThat(iam.policies)
        .containsOnlyKeys("UploadGrantsRevoked.1795521601.n0.alice")
        .containsValue(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"aws:userid\":\"*:alice\"},\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-11-24T12:00:01Z\"}}}]}");
  }

  @Test
  void theSourceIdentityCanTellSubjectsApartToo() {
    builder().revokedBy(RevokedBy.SOURCE_IDENTITY).build().revoke("alice");

    assertThat(iam.policies.firstEntry().getValue())
        .contains("\"StringEquals\":{\"aws:SourceIdentity\":\"alice\"}")
        .doesNotContain("aws:userid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "?", "a", "users/u1", "${aws:userid}", "=guest", "a:b", "Zoë", "\"}"})
  void aSubjectOutsideIamsAlphabetIsRevokedByTheNameOfItsSessions(String subject) {
    builder().build().revoke(subject);

    assertThat(iam.policies.firstKey()).matches("[\\w+=,.@-]{1,128}");
    assertThat(iam.policies.firstEntry().getValue())
        .contains("\"aws:userid\":\"*:" + SessionName.of(subject) + "\"");
  }

  @Test
  void revocationsAreListedAndLifted() {
    GrantRevoker revoker = builder().build();
    revoker.revoke("alice");
    revoker.revoke("bob.smith@example.com");
    revoker.revoke(null);
    iam.policies.put("another-policy-of-the-role", "{}");

    assertThat(revoker.revocations())
        .extracting(Revocation::name)
        .containsExactlyInAnyOrder("alice", "bob.smith@example.com", "=guest");
    assertThat(revoker.lift("alice")).isTrue();
    assertThat(revoker.lift("alice")).isFalse();
    assertThat(revoker.lift("nobody")).isFalse();
    assertThat(revoker.revocations())
        .extracting(Revocation::name)
        .containsExactlyInAnyOrder("bob.smith@example.com", "=guest");
    assertThat(iam.policies).containsKey("another-policy-of-the-role");
  }

  @Test
  void aSubjectThatIsRevokedAgainHasOneRevocation() {
    GrantRevoker revoker = builder().build();
    revoker.revoke("alice");
    now = now.plusSeconds(60);

    Revocation later = revoker.revoke("alice");

    assertThat(revoker.revocations()).containsExactly(later);
  }

  @Test
  void subjectsThatDifferByCaseHavePoliciesThatDifferByMore() {
    GrantRevoker revoker = builder().build();
    List.of("alice", "Alice", "ALICE", "x".repeat(64), "X".repeat(64)).forEach(revoker::revoke);

    assertThat(iam.policies.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.length() <= 128);
    assertThat(revoker.revocations())
        .extracting(Revocation::name)
        .contains("alice", "Alice", "ALICE", "X".repeat(64));
  }

  @Test
  void twiceInOneSecondIsOneRevocationThatStays() {
    GrantRevoker revoker = builder().build();

    assertThat(revoker.revoke("alice")).isEqualTo(revoker.revoke("alice"));
    assertThat(revoker.revocations()).hasSize(1);
  }

  @Test
  void revocationsPastTheLifeOfEverySessionAreRemoved() {
    GrantRevoker revoker = builder().maxSessionDuration(Duration.ofHours(1)).build();
    IntStream.range(0, 25).forEach(i -> revoker.revoke("user" + i));
    now = now.plus(Duration.ofHours(1));
    revoker.revoke("still-needed");
    assertThat(revoker.revocations()).hasSize(26);
    now = now.plusSeconds(2);

    assertThat(revoker.removeExpired()).isEqualTo(25);
    assertThat(revoker.revocations()).extracting(Revocation::name).containsExactly("still-needed");
  }

  @Test
  void aNewRevocationRemovesTheOldOnes() {
    GrantRevoker revoker = builder().build();
    revoker.revoke("alice");
    now = now.plus(Duration.ofHours(12)).plusSeconds(2);
    revoker.revoke("bob");

    assertThat(revoker.revocations()).extracting(Revocation::name).containsExactly("bob");
  }

  @Test
  void aFullRoleSaysWhatToDoAndThatNothingWasRevoked() {
    GrantRevoker revoker = builder().build();
    RevocationException full = fill(revoker);

    assertThat(iam.policies).hasSizeGreaterThan(40);
    assertThat(full.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    assertThat(full).hasMessageContaining("10240").hasMessageContaining("NOT in force");
    assertThat(full.policyDocument()).contains("user-" + iam.policies.size());
  }

  private static RevocationException fill(GrantRevoker revoker) {
    return catchThrowableOfType(
        RevocationException.class,
        () -> IntStream.range(0, 100).forEach(i -> revoker.revoke("user-" + i)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 37, 150, 300, 420, 550, 610, 777, 900, 9_000})
  void everybodyIsRevokedHoweverFullTheRoleIs(int ownPolicies) {
    iam.othersLength = ownPolicies;
    GrantRevoker revoker = builder().build();
    fill(revoker);

    assertThat(revoker.revokeEverybody().name()).isEqualTo(Revocation.EVERYBODY);

    assertThat(revoker.revocations()).extracting(Revocation::name).contains("=everybody");
    assertThat(iam.policies.values()).anyMatch(document -> !document.contains("userid"));
  }

  @Test
  void whereThereIsRoomEverybodyStandsBesideOthersWhichLiftingItLeaves() {
    GrantRevoker revoker = builder().build();
    revoker.revoke("mallory");
    revoker.revokeEverybody();

    revoker.liftEverybody();

    assertThat(revoker.revocations()).extracting(Revocation::name).containsExactly("mallory");
  }

  @Test
  void aFullRoleMakesRoomByWhatIsPast() {
    GrantRevoker revoker = builder().build();
    fill(revoker);
    now = now.plus(Duration.ofHours(12)).plusSeconds(2);

    revoker.revoke("mallory");

    assertThat(revoker.revocations()).extracting(Revocation::name).containsExactly("mallory");
  }

  @Test
  void aRevocationIsInForceEvenIfThePastCanNotBeTidiedUp() {
    List<String> told = new ArrayList<>();
    GrantRevoker revoker = builder().onRevoked(telling(told)).build();
    revoker.revoke("mallory");
    now = now.plusSeconds(60);
    iam.deleting = () -> InlinePolicies.error(403, "AccessDenied");

    revoker.revoke("mallory");
    revoker.revoke("eve");

    assertThat(iam.policies).hasSize(3);
    assertThat(told).hasSize(3);
  }

  @Test
  void marksOfDifferentRevokersDoNotGetInEachOthersWay() {
    builder().build().revoke("alice");
    builder().revokedBy(RevokedBy.SOURCE_IDENTITY).build().revoke("alice");

    assertThat(iam.policies).hasSize(2);
    assertThat(builder().build().revocations())
        .extracting(Revocation::by)
        .containsOnly(RevokedBy.values());
  }

  @Test
  void aRevocationReachesAsFarAheadAsClocksMayDiffer() {
    assertThat(builder().clockSkew(Duration.ofMinutes(2)).build().revoke("alice").before())
        .isEqualTo(Instant.parse("2026-11-24T12:02:01Z"));
    assertThatThrownBy(() -> builder().clockSkew(Duration.ofMinutes(16)))
        .hasMessageContaining("PT16M");
    assertThatThrownBy(() -> builder().clockSkew(Duration.ofSeconds(-1)))
        .hasMessageContaining("PT-1S");
  }

  @Test
  void everybodyIsRevokedByOnePolicyWithoutASubjectAndLifted() {
    GrantRevoker revoker = builder().build();
    revoker.revokeEverybody();

    assertThat(iam.policies.firstEntry().getValue())
        .contains("\"Condition\":{\"DateLessThan\"")
        .doesNotContain("userid");
    assertThat(revoker.liftEverybody()).isTrue();
    assertThat(iam.policies).isEmpty();
  }

  @Test
  void noSubjectHasTheNameOfEverybodyOrOfGuests() {
    assertThat(SessionName.of(Revocation.EVERYBODY)).isNotEqualTo(Revocation.EVERYBODY);
    assertThat(SessionName.of("=guest")).isNotEqualTo(SessionName.of(null));
  }

  @Test
  void iamsOwnLimitIsToldAsOurs() {
    iam.failure = () -> LimitExceededException.builder().statusCode(409).build();

    assertThatThrownBy(() -> builder().build().revoke("alice"))
        .isInstanceOf(RevocationException.class)
        .hasMessageContaining("10240");
  }

  @Test
  void aRefusalOfALaterTryTellsNothingOfTheFirstWhoseAnswerWasLost() {
    iam.putting =
        () -> IamException.builder().statusCode(400).numAttempts(4).message("Throttling").build();

    RevocationException failed =
        catchThrowableOfType(RevocationException.class, () -> builder().build().revoke("alice"));

    assertThat(failed.state()).isEqualTo(State.UNKNOWN);
    assertThat(failed).hasMessageContaining("is UNKNOWN, since IAM didn't answer each call");
  }

  @Test
  void withoutTheRightTheTextHasThePolicyForAnAdministrator() {
    GrantRevoker revoker = builder().build();
    iam.putting = () -> InlinePolicies.error(403, "AccessDenied");

    RevocationException refused =
        catchThrowableOfType(RevocationException.class, () -> revoker.revoke("alice"));

    assertThat(refused.state()).isEqualTo(State.NOT_IN_FORCE);
    String document = revoker.policyDocument("alice", Instant.parse("2026-11-24T12:00:01Z"));
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    assertThat(refused.policyDocument()).isEqualTo(document);
    assertThat(refused)
        .hasMessageContaining("AccessDenied")
        .hasMessageContaining("NOT in force")
        .hasMessageContaining(document);
    assertThat(refused.getMessage()).doesNotContain("secret-in-the-answer");
  }

  @Test
  void anIamThatIsOutOfReachIsAFailureThatMayPass() {
    GrantRevoker revoker = builder().build();
    iam.failure = () -> SdkClientException.create("secret-in-the-text");

    RevocationException failed =
        catchThrowableOfType(RevocationException.class, () -> revoker.revoke("alice"));

    assertThat(failed.code()).isEqualTo(ErrorCode.ISSUANCE_FAILED);
    assertThat(failed.getMessage()).doesNotContain("secret-in-the-text");
    assertThatThrownBy(revoker::revocations).isInstanceOf(RevocationException.class);
    assertThatThrownBy(() -> revoker.lift("alice")).isInstanceOf(RevocationException.class);
  }

  @Test
  void whoHoldsSessionsIsToldOnceIamHasTheRevocation() {
    List<String> told = new ArrayList<>();
    GrantRevoker revoker = builder().onRevoked(telling(told)).build();
    revoker.revoke("alice");
    revoker.revokeEverybody();
    iam.putting = () -> InlinePolicies.error(403, "AccessDenied");
    assertThatThrownBy(() -> revoker.revoke("bob")).isInstanceOf(RevocationException.class);

    assertThat(told)
        .containsExactly("alice, 1, 2026-11-24T12:00:01Z", "all, 2, 2026-11-24T12:00:01Z");
  }

  private RevocationListener telling(List<String> told) {
    return new RevocationListener() {
      @Override
      public void forget(@Nullable String subject, Instant before) {
        told.add(subject + ", " + iam.policies.size() + ", " + before);
      }

      @Override
      public void forgetAll(Instant before) {
        told.add("all, " + iam.policies.size() + ", " + before);
      }
    };
  }

  /** The same name comes again, when a clock is slow: it isn't what was to be tidied up. */
  @Test
  void whatAnotherNodeRevokesAnewWhileThisOneTidiesUpStays() {
    Duration skew = Duration.ofSeconds(2);
    GrantRevoker slow = builder().clockSkew(skew).clock(() -> now.minus(skew)).build();
    Revocation older = slow.revoke("alice");
    RevocationSteps fast =
        new RevocationSteps(
            "revoke",
            1,
            older,
            iam,
            new Random(0),
            0,
            client ->
                builder()
                    .client(client)
                    .clockSkew(skew)
                    .clock(() -> now.plus(skew))
                    .build()
                    .revoke("alice"));
    // It has put and listed, and deleted nothing yet.
    fast.step(0, 2);
    slow.lift("alice");
    Revocation anew = slow.revoke("alice");
    assertThat(anew).isEqualTo(older);

    assertThat(fast.step(1, Integer.MAX_VALUE)).isTrue();

    assertThat(slow.revocations()).containsExactly(anew);
  }

  @Test
  void manyNodesRevokeAtATimeAndNoneIsLost() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Revocation>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String subject = "user" + i;
        GrantRevoker node = builder().build();
        all.add(threads.submit(() -> node.revoke(subject)));
      }
      for (Future<Revocation> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(builder().build().revocations()).hasSize(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "arn:aws:iam::12:role/x", "arn:aws:s3:::bucket", "a b", "role/uploader", "*"})
  void whatIsNoRoleIsRefused(String role) {
    assertThatThrownBy(() -> GrantRevoker.of(role))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("arn:aws:iam::123456789012:role/uploader");
  }

  @Test
  void boundsOfTheBuilder() {
    assertThatThrownBy(() -> GrantRevoker.of("uploader").build()).hasMessageContaining("IamClient");
    assertThatThrownBy(() -> builder().maxSessionDuration(Duration.ofHours(13)))
        .hasMessageContaining("PT13H");
    assertThatThrownBy(() -> builder().maxSessionDuration(Duration.ofMinutes(14)))
        .hasMessageContaining("PT14M");
  }
}
