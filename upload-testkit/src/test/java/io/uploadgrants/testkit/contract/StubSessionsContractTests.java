package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantStrategy;

class StubSessionsContractTests extends GrantStrategyContract {

  @Override
  protected GrantStrategy strategy() {
    return new StubSessions(ServersSts.of(judge()));
  }
}
