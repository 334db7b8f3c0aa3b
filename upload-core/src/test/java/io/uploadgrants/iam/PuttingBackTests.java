package io.uploadgrants.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.uploadgrants.iam.RevocationException.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** What made way for a revocation that IAM then doesn't take comes back, or is named. */
class PuttingBackTests {

  private final InlinePolicies iam = new InlinePolicies();
  private Instant now = Instant.parse("2026-11-28T00:00:00Z");
  private final GrantRevoker revoker =
      GrantRevoker.of("uploader").client(iam).clock(() -> now).build();
  private Revocation alices;

  @BeforeEach
  void thereIsRoomForOne() {
    iam.othersLength = GrantRevoker.MAX_POLICY_LENGTH - 230;
    alices = revoker.revoke("alice");
    now = now.plusSeconds(60);
  }

  @Test
  void whatIsNotTakenBackIsNamedThoughAnOldListStillHasIt() {
    iam.deleting =
        () -> {
          iam.listed = List.copyOf(iam.policies.keySet());
          iam.policies.clear();
          iam.putting = () -> InlinePolicies.error(400, "Throttling");
          return NoSuchEntityException.builder().build();
        };

    RevocationException failed =
        catchThrowableOfType(RevocationException.class, revoker::revokeEverybody);

    assertThat(iam.policies).isEmpty();
    assertThat(failed.removed()).containsExactly(alices);
    assertThat(failed).hasMessageContaining("may not be in force any more: revoke these again");
  }

  @Test
  void aThreadThatIsInterruptedPutsBackWhatItRemoved() {
    iam.failure =
        () -> Thread.currentThread().isInterrupted() ? AbortedException.create("stopped") : null;
    iam.deleting =
        () -> {
          Thread.currentThread().interrupt();
          return null;
        };

    RevocationException failed =
        catchThrowableOfType(RevocationException.class, revoker::revokeEverybody);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failed.state()).isEqualTo(State.UNKNOWN);
    assertThat(failed.removed()).isEmpty();
    assertThat(iam.policies).containsOnlyKeys(alices.policyName());
  }

  @Test
  void whatKnowsTheSubjectByAnotherMarkNeitherMakesWayNorCounts() {
    GrantRevoker byIdentity =
        GrantRevoker.of("uploader")
            .client(iam)
            .clock(() -> now)
            .revokedBy(RevokedBy.SOURCE_IDENTITY)
            .build();

    RevocationException failed =
        catchThrowableOfType(RevocationException.class, () -> byIdentity.revoke("alice"));

    assertThat(failed.state()).isEqualTo(State.NOT_IN_FORCE);
    assertThat(failed.removed()).isEmpty();
    assertThat(iam.policies).containsOnlyKeys(alices.policyName());
  }
}
