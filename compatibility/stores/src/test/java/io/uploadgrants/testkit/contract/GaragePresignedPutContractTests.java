package io.uploadgrants.testkit.contract;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

@Needs(Equipment.GARAGE)
class GaragePresignedPutContractTests extends PresignedPutContractTests {

  @Override
  protected UploadServer server() {
    return RunningServer.GARAGE.open();
  }

  @BeforeEach
  void skipWhatGarageCannotBeTakenToLack(TestInfo test) {
    assumeFalse(
        test.getTestMethod()
                .orElseThrow()
                .getName()
                .equals("aStoreWithoutAFeatureGetsNoClaimThatTheGrantDoesNotKeep")
            && test.getDisplayName().contains(StoreFeature.UNSIGNED_HEADERS_REFUSED.name()),
        "Garage has it, and refuses the empty x-amz-trailer that would be signed without it");
  }
}
