package io.uploadgrants.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.uploadgrants.iam.RevocationException.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Where IAM has no room, each policy still does what its name says. */
class RevokingAtTheLimitTests {

  private final InlinePolicies iam = new InlinePolicies();
  private final List<Instant> told = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-28T00:00:00Z");
  private final GrantRevoker revoker =
      GrantRevoker.of("uploader")
          .client(iam)
          .clock(() -> now)
          .onRevoked(
              new RevocationListener() {
                @Override
                public void forget(@Nullable String subject, Instant before) {
                  told.add(before);
                }

                @Override
                public void forgetAll(Instant before) {
                  told.add(before);
                }
              })
          .build();

  private void roomFor(int revocations) {
    iam.othersLength = GrantRevoker.MAX_POLICY_LENGTH - 40 - 190 * revocations;
  }

  private void assertThatInForce(Revocation... revocations) {
    assertThat(revoker.revocations()).containsExactlyInAnyOrder(revocations);
    for (Revocation each : revocations) {
      assertThat(iam.policies).containsEntry(each.policyName(), each.policyDocument());
    }
  }

  @Test
  void everybodyTwiceLeavesTheLaterOneInForce() {
    roomFor(1);
    revoker.revokeEverybody();
    now = now.plus(Duration.ofHours(11));

    Revocation later = revoker.revokeEverybody();

    assertThat(later.before()).isEqualTo(Instant.parse("2026-11-28T11:00:06Z"));
    assertThatInForce(later);
    now = now.plus(Duration.ofHours(1));
    assertThat(revoker.removeExpired()).isZero();
    assertThatInForce(later);
  }

  @Test
  void everybodyInAlicesPlaceOutlivesWhatAlicesWasNeededFor() {
    roomFor(1);
    revoker.revoke("alice");
    now = now.plus(Duration.ofHours(11));
    Revocation everybody = revoker.revokeEverybody();
    now = now.plus(Duration.ofHours(2));

    assertThat(revoker.removeExpired()).isZero();
    assertThatInForce(everybody);
  }

  @Test
  void neitherALaterRevocationOfAlicesNorLiftingHersLiftsEverybodys() {
    roomFor(1);
    revoker.revoke("alice");
    now = now.plusSeconds(60);
    Revocation everybody = revoker.revokeEverybody();
    now = now.plusSeconds(60);

    RevocationException full =
        catchThrowableOfType(RevocationException.class, () -> revoker.revoke("alice"));

    assertThat(full.state()).isEqualTo(State.NOT_IN_FORCE);
    assertThat(revoker.lift("alice")).isFalse();
    assertThatInForce(everybody);
    roomFor(2);
    Revocation alices = revoker.revoke("alice");
    assertThatInForce(everybody, alices);
    assertThat(revoker.lift("alice")).isTrue();
    assertThatInForce(everybody);
  }

  @Test
  void aFullRoleSaysThatWhoIsntRevokedIsRefusedAllTheSameWithEverybody() {
    roomFor(1);
    now = now.plusSeconds(1);
    revoker.revokeEverybody();

    assertThat(catchThrowableOfType(RevocationException.class, () -> revoker.revoke("alice")))
        .hasMessageContaining(
            "The revocation of 'alice' (sessions before 2026-11-28T00:00:07Z) is NOT in force")
        .hasMessageContaining("As long as the revocation of everybody is in force");
  }

  @Test
  void asFewAsPossibleMakeWayAndTheLeastNeededFirst() {
    roomFor(3);
    Revocation alice = revoker.revoke("alice");
    now = now.plusSeconds(60);
    Revocation older = revoker.revokeEverybody();
    now = now.plusSeconds(60);
    Revocation bob = revoker.revoke("bob");
    now = now.plusSeconds(60);

    Revocation everybody = revoker.revokeEverybody();

    assertThat(older.covers(alice)).as("it does nothing beside that of everybody").isTrue();
    assertThatInForce(bob, everybody);
  }

  @Test
  void aSubjectsOwnOlderRevocationMakesWay() {
    roomFor(1);
    revoker.revoke("alice");
    now = now.plusSeconds(60);

    assertThatInForce(revoker.revoke("alice"));
  }

  @Test
  void whatEverybodysDoesntCoverStays() {
    roomFor(1);
    Revocation later = revoker.revoke("alice");
    now = now.minusSeconds(2);

    RevocationException full =
        catchThrowableOfType(RevocationException.class, revoker::revokeEverybody);

    assertThat(full.state()).isEqualTo(State.NOT_IN_FORCE);
    assertThatInForce(later);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDeleteThatFailsMidwayIsToldWithWhatIsInForce(boolean answered) {
    roomFor(1);
    Revocation alices = revoker.revoke("alice");
    now = now.plusSeconds(60);
    told.clear();
    iam.deleting =
        () -> {
          if (answered) {
            return InlinePolicies.error(403, "AccessDenied");
          }
          iam.policies.remove(alices.policyName());
          return SdkClientException.create("no answer");
        };

    RevocationException failed =
        catchThrowableOfType(RevocationException.class, revoker::revokeEverybody);

    assertThat(failed.state()).isEqualTo(State.NOT_IN_FORCE);
    assertThat(failed)
        .hasMessageContaining(
            "The revocation of everybody (sessions before 2026-11-28T00:01:06Z) is NOT in force");
    assertThatInForce(alices);
    assertThat(told).isEmpty();
    if (answered) {
      assertThat(failed.removed()).isEmpty();
      assertThat(failed)
          .hasMessageContaining(
              "'alice' (sessions before 2026-11-28T00:00:06Z) was removed for a moment, and is in force again");
    } else {
      assertThat(failed.removed()).as("a delete that may yet come").containsExactly(alices);
      assertThat(failed).hasMessageContaining("may not be in force any more");
    }
  }

  @Test
  void whatCanNotBePutBackIsNamed() {
    roomFor(1);
    Revocation alices = revoker.revoke("alice");
    now = now.plusSeconds(60);
    AtomicInteger deleted = new AtomicInteger();
    iam.deleting =
        () -> {
          deleted.incrementAndGet();
          iam.putting = () -> InlinePolicies.error(403, "AccessDenied");
          iam.policies.remove(alices.policyName());
          return NoSuchEntityException.builder().build();
        };

    RevocationException failed =
        catchThrowableOfType(RevocationException.class, revoker::revokeEverybody);

    assertThat(failed.state()).isEqualTo(State.NOT_IN_FORCE);
    assertThat(failed.removed()).containsExactly(alices);
    assertThat(failed)
        .hasMessageContaining(
            "that of 'alice' (sessions before 2026-11-28T00:00:06Z) is NOT in force any more");
    assertThat(iam.policies).isEmpty();
    assertThat(deleted).hasValue(1);
  }

  @Test
  void anAnswerThatIsLostIsLookedFor() {
    iam.putting =
        () -> {
          iam.putting = null;
          revoker.revoke("alice");
          return SdkClientException.create("no answer");
        };

    assertThatInForce(revoker.revoke("alice"));
  }

  @Test
  void whatMayBeInForceIsUnknownAndWhoHoldsSessionsForgetsThem() {
    iam.putting = () -> SdkClientException.create("no answer");

    RevocationException failed =
        catchThrowableOfType(RevocationException.class, () -> revoker.revoke("alice"));

    assertThat(failed.state()).isEqualTo(State.UNKNOWN);
    assertThat(failed)
        .hasMessageContaining("UNKNOWN")
        .hasMessageContaining("under the name UploadGrantsRevoked.");
    assertThat(told).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLiftThatFailsSaysWhatIsStillInForce(boolean answered) {
    Revocation alices = revoker.revoke("alice");
    iam.deleting =
        () ->
            answered
                ? InlinePolicies.error(403, "AccessDenied")
                : SdkClientException.create("no answer");

    RevocationException failed =
        catchThrowableOfType(RevocationException.class, () -> revoker.lift("alice"));

    assertThat(failed.state()).isEqualTo(answered ? State.IN_FORCE : State.UNKNOWN);
    assertThat(failed).hasMessageContaining(alices.shown());
    assertThatInForce(alices);
  }

  @Test
  void aListenerThatFailsLeavesTheRevocationInForceAndTheOthersTold() {
    List<String> forgotten = new ArrayList<>();
    RevocationListener failing =
        new RevocationListener() {
          @Override
          public void forget(@Nullable String subject, Instant before) {
            forgotten.add("failing");
            throw new IllegalStateException("a bug");
          }

          @Override
          public void forgetAll(Instant before) {}
        };
    GrantRevoker revoker =
        GrantRevoker.of("uploader").client(iam).onRevoked(failing).onRevoked(failing).build();

    assertThat(revoker.revocations()).isEmpty();
    Revocation alices = revoker.revoke("alice");

    assertThatInForce(alices);
    assertThat(forgotten).hasSize(2);
  }

  @Test
  void aNameThatIsNotWrittenToTheLetterIsNoRevocation() {
    iam.policies.put("UploadGrantsRevoked.01795521601.n0.alice", "{}");
    iam.policies.put("UploadGrantsRevoked.1795521601.n1.alice", "{}");
    iam.policies.put("UploadGrantsRevoked.1795521601.n0.alice", "{}");

    assertThat(revoker.revocations()).hasSize(1);
  }

  @Test
  void aFractionOfASecondIsRoundedUpInNameAndDocument() {
    Revocation revocation =
        new Revocation(
            "alice", Instant.parse("2026-11-24T12:00:00.1Z"), RevokedBy.ROLE_SESSION_NAME);

    assertThat(revocation.before()).isEqualTo(Instant.parse("2026-11-24T12:00:01Z"));
    assertThat(Revocation.ofPolicyName(revocation.policyName())).isEqualTo(revocation);
  }
}
