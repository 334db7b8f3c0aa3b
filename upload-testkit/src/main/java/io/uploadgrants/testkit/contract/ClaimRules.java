package io.uploadgrants.testkit.contract;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is claimed is what a grant says, and what isn't claimed is refused. */
abstract class ClaimRules extends JudgedRules {

  ClaimRules(GrantStrategyContract contract) {
    super(contract);
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
    UploadGrant grant = grants(profile).grant(request);

    assertThat(grant.enforced().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(grant)
        .enforcesByStorage(profile.required(judge().target()).toArray(UploadConstraint[]::new))
        .enforcesByStorage(added.toArray(UploadConstraint[]::new));
  }

  /** Returns the varieties with a constraint that the strategy doesn't leave to the store. */
  final Stream<ProfileVariety> notClaimed() {
    return ProfileVariety.all().stream()
        .filter(variety -> !variety.unclaimed(strategy(), judge().target()).isEmpty());
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

  /** Returns the judge's target, less one feature. */
  final UploadTarget targetWithout(StoreFeature missing) {
    UploadTarget whole = judge().target();
    UploadTarget.Builder target =
        UploadTarget.bucket(whole.bucket())
            .region(whole.region())
            .endpoint(whole.endpoint())
            .publicEndpoint(whole.publicEndpoint())
            .pathStyle(whole.pathStyle());
    for (StoreFeature feature : StoreFeature.values()) {
      if (whole.supports(feature) && feature != missing) {
        target.with(feature);
      } else {
        target.without(feature);
      }
    }
    return target.build();
  }
}
