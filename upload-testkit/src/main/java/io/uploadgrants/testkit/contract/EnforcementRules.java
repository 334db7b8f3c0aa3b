package io.uploadgrants.testkit.contract;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadAnswer;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is claimed is enforced, and what isn't claimed is refused. */
abstract class EnforcementRules extends JudgedRules {

  EnforcementRules() {}

  /** Returns the claimed varieties whose request the strategy can bind. */
  final Stream<ProfileVariety> usable() {
    return claimed().filter(this::isUsable);
  }

  /** A kind may need the exact size where its profile only bounds it. */
  private boolean isUsable(ProfileVariety variety) {
    UploadProfile profile = variety.profile(strategy().kind());
    UploadRequest request = variety.request().build();
    Map<UploadConstraint, EnforcedBy> enforced = issuer(profile).enforces(request);
    // Only what a request adds, or doesn't say, may be too much for a kind.
    return request.required().stream().allMatch(added -> isStorages(enforced, added))
        && (request.size() != null
            || !profile.required(judge().target()).contains(UploadConstraint.SIZE)
            || isStorages(enforced, UploadConstraint.SIZE));
  }

  private static boolean isStorages(
      Map<UploadConstraint, EnforcedBy> enforced, UploadConstraint constraint) {
    return enforced.get(constraint) == EnforcedBy.STORAGE;
  }

  private Supplier<UploadGrant> supplier(ProfileVariety variety) {
    UploadGrants grants = grants(variety.profile(strategy().kind()));
    UploadRequest request = variety.request().build();
    return () -> grants.grant(request);
  }

  @ParameterizedTest
  @MethodSource("usable")
  void theRightUploadIsAcceptedAndStoredWhole(ProfileVariety variety) {
    UploadGrant grant = supplier(variety).get();
    UploadAnswer answer = upload(grant);

    assertThat(answer).as(answer.message()).isAccepted();
    assertThat(judge()).contains(stored(grant)).withBytes(ProfileVariety.FILE);
    remove(grant);
  }

  @ParameterizedTest
  @MethodSource("usable")
  void noAlteredCopyDoesHarmWhereTheServerChecks(ProfileVariety variety) {
    assertThat(harmful(client().tampering(supplier(variety), ProfileVariety.FILE)))
        .as("altered copies that do harm")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("usable")
  void anExpiredGrantIsRefused(ProfileVariety variety) {
    UploadGrant grant = expired(variety);

    assertThat(upload(grant)).isRefused();
    assertThat(judge()).doesNotContain(stored(grant));
  }

  private UploadGrant expired(ProfileVariety variety) {
    UploadProfile profile = variety.profile(strategy().kind());
    if (isSigned()) {
      InstantSource past = () -> clock().instant().minus(profile.validity().multipliedBy(2));
      return grants(profile, judge().target(), past).grant(variety.request().build());
    }
    // Whoever makes the credentials has a time of its own.
    assumeTrue(judge().checks().contains(ServerCheck.TEST_CLOCK), "the server's time can be moved");
    UploadGrant grant = supplier(variety).get();
    judge().clock().advance(profile.validity().plusSeconds(2));
    return grant;
  }

  @ParameterizedTest
  @MethodSource("usable")
  void aSecondGrantForTheSameKeyReplacesNothingWhereThatIsClaimed(ProfileVariety variety) {
    UploadProfile profile = variety.profile(strategy().kind());
    String key = "contract/twice-" + clock().instant().toEpochMilli() + suffix(profile);
    UploadGrant first = issue(issuer(profile), variety, key, clock().instant());
    UploadGrant second = issue(issuer(profile), variety, key, clock().instant());
    boolean guarded = first.enforced().get(UploadConstraint.NO_OVERWRITE) == EnforcedBy.STORAGE;
    String stored = stored(first);
    try {
      assertThat(upload(first)).isAccepted();
      UploadAnswer again = upload(second);

      assertThat(again.accepted()).as("second upload").isEqualTo(!guarded);
      assertThat(judge()).contains(stored).withBytes(ProfileVariety.FILE);
    } finally {
      remove(stored);
    }
  }

  static String suffix(UploadProfile profile) {
    return profile.scope() == UploadScope.PREFIX ? "/" : "";
  }

  @ParameterizedTest
  @MethodSource("usable")
  void aGrantEnforcesJustWhatWasClaimedAndWhatTheRequestAdds(ProfileVariety variety) {
    UploadProfile profile = variety.profile(strategy().kind());
    UploadRequest request = variety.request().build();
    Set<UploadConstraint> added = request.required();
    Set<UploadConstraint> expected = EnumSet.noneOf(UploadConstraint.class);
    expected.addAll(added);
    expected.addAll(strategy().enforces(profile, judge().target()).keySet());

    assertThat(issuer(profile).enforces(request).keySet())
        .as("what is said before anything is issued")
        .containsExactlyInAnyOrderElementsOf(expected);
    UploadGrant grant = supplier(variety).get();

    assertThat(grant.enforced().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(grant)
        .enforcesByStorage(profile.required(judge().target()).toArray(UploadConstraint[]::new))
        .enforcesByStorage(added.toArray(UploadConstraint[]::new));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("notClaimed")
  void whatNobodyWouldEnforceIsRefusedWhenTheProfileIsBuilt(ProfileVariety variety) {
    UploadProfile profile = variety.profile(strategy().kind());

    assertThatThrownBy(() -> grants(profile)).isInstanceOf(UploadConfigurationException.class);
  }

  final Stream<StoreFeature> neededFeatures() {
    return strategy().needs().stream();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("neededFeatures")
  void aStoreWithoutANeededFeatureIsRefused(StoreFeature missing) {
    UploadProfile profile = ProfileVariety.plain().profile(strategy().kind());

    assertThatThrownBy(() -> grants(profile, targetWithout(missing), clock()))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining(missing.id());
  }

  final Stream<StoreFeature> features() {
    return Stream.of(StoreFeature.values()).filter(judge().target()::supports);
  }

  @ParameterizedTest
  @MethodSource("features")
  void aStoreWithoutAFeatureGetsNoClaimThatTheGrantDoesNotKeep(StoreFeature missing) {
    for (ProfileVariety variety : usable().toList()) {
      if (variety.isClaimed(strategy(), targetWithout(missing))) {
        UploadProfile profile = variety.profile(strategy().kind());
        UploadGrant grant =
            grants(profile, targetWithout(missing), clock()).grant(variety.request().build());

        assertThat(upload(grant)).isAccepted();
        assertThat(grant.enforced().values()).containsOnly(EnforcedBy.STORAGE);
        remove(grant);
      }
    }
  }
}
