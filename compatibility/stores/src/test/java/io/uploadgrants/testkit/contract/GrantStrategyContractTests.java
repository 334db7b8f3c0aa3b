package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantStrategyContractTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noAlteredCopyDoesHarmWhereTheServerChecks",
        "aGrantExpiresWithinTheProfilesValidity",
        "aGrantNeverOutlivesTheCredentialsThatSignIt",
        "aGrantEnforcesJustWhatWasClaimedAndWhatTheRequestAdds",
      })
  void aStrategyThatClaimsWhatItDoesNotDoBreaksItsRule(String rule) {
    Rule broken = Rule.of(Boasting.class, rule);

    // Attacks take long, and what isn't bound is every variety's; the plain one comes first.
    Runs runs =
        Runs.of(rule.startsWith("noAlteredCopy") ? broken.varieties(0, 1, 2, 3) : broken.all());

    assertThat(runs.failed()).as("passed: %s", runs.passed()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"aGrantIsForTheKeyThatItWasGiven", "credentialsWhoseTimeIsOverSignNothing"})
  void theSameStrategyKeepsTheRulesThatItDoesNotBreak(String rule) {
    Runs runs = Runs.of(Rule.of(Boasting.class, rule).all());

    assertThat(runs.failed()).as("%s", runs.failures()).isEmpty();
    assertThat(runs.passed()).isNotEmpty();
  }

  @Test
  void aTestIsLeftOutByAnAssumptionBeforeIt() {
    Runs left = Runs.of(Rule.of(LeavingOut.class, "theKindIsStable").all());
    Runs others = Runs.of(Rule.of(LeavingOut.class, "aGrantIsForTheKeyThatItWasGiven").all());

    assertThat(left.passed()).isEmpty();
    assertThat(left.failures()).singleElement().asString().contains("It isn't.");
    assertThat(others.passed()).isNotEmpty();
    assertThat(others.failed()).as("%s", others.failures()).isEmpty();
  }

  @EnabledIf(Runs.RUNNING)
  static final class LeavingOut extends GrantStrategyContract {

    @Override
    protected GrantStrategy strategy() {
      return Strategies.of(GrantKind.PRESIGNED_PUT);
    }

    @BeforeEach
    void skip(TestInfo test) {
      assumeFalse(test.getDisplayName().equals("theKindIsStable()"), "It isn't.");
    }
  }

  @EnabledIf(Runs.RUNNING)
  static final class Boasting extends GrantStrategyContract {

    @Override
    protected GrantStrategy strategy() {
      return new BoastingStrategy(Strategies.of(GrantKind.PRESIGNED_PUT));
    }
  }

  /**
   * Claims all that the profile demands, and binds neither size nor type; its grants live a day
   * longer where the library doesn't look.
   */
  private record BoastingStrategy(GrantStrategy right) implements GrantStrategy {

    @Override
    public GrantKind kind() {
      return right.kind();
    }

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
      return right.enforces(profile, target);
    }

    @Override
    public GrantIssuer prepare(
        UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
      UploadProfile loose =
          UploadProfile.named(profile.name()).validFor(profile.validity()).build();
      GrantIssuer issuer = right.prepare(loose, target, credentials);
      Map<UploadConstraint, EnforcedBy> enforced = enforces(profile, target);
      return new GrantIssuer() {
        @Override
        public Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request) {
          Map<UploadConstraint, EnforcedBy> all = new EnumMap<>(enforced);
          request.required().forEach(added -> all.put(added, EnforcedBy.STORAGE));
          return all;
        }

        @Override
        public UploadGrant issue(GrantDraft draft) {
          UploadRequest less = UploadRequest.of(draft.request().profile()).build();
          PresignedPut put =
              (PresignedPut) issuer.issue(new GrantDraft(less, draft.key(), draft.issuedAt()));
          return new PresignedPut(
              put.key(),
              put.url(),
              put.headers(),
              put.implicitHeaders(),
              put.key().equals("contract/key")
                  ? put.expiresAt().plus(Duration.ofDays(1))
                  : put.expiresAt(),
              enforced);
        }
      };
    }
  }
}
