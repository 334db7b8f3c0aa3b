package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;

class PresignedPutContractTests extends GrantStrategyContract {

  @Override
  protected GrantStrategy strategy() {
    return Strategies.of(GrantKind.PRESIGNED_PUT);
  }
}
