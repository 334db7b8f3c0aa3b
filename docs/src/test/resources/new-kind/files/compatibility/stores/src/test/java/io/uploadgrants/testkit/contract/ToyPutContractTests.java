package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantStrategy;
import io.uploadgrants.toy.ToyPutStrategy;

class ToyPutContractTests extends GrantStrategyContract {

  @Override
  protected GrantStrategy strategy() {
    return new ToyPutStrategy();
  }
}
