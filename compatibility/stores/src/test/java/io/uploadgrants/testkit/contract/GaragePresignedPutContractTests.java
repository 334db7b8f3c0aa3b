package io.uploadgrants.testkit.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Needs(Equipment.GARAGE)
class GaragePresignedPutContractTests extends PresignedPutContractTests {

  @Override
  protected UploadServer server() {
    return RunningServer.GARAGE.open();
  }

  @Override
  @ParameterizedTest
  @MethodSource("features")
  void aStoreWithoutAFeatureGetsNoClaimThatTheGrantDoesNotKeep(StoreFeature missing) {
    assumeTrue(
        missing != StoreFeature.UNSIGNED_HEADERS_REFUSED,
        "Garage has it, and refuses the empty x-amz-trailer that would be signed without it");
    super.aStoreWithoutAFeatureGetsNoClaimThatTheGrantDoesNotKeep(missing);
  }
}
