package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;

class PostPolicyContractTests extends GrantStrategyContract {

  @Override
  protected GrantStrategy strategy() {
    return Strategies.of(GrantKind.POST_POLICY);
  }
}
