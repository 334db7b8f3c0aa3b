package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantStrategy;
import org.junit.jupiter.api.AutoClose;

class StubSessionsContractTests extends GrantStrategyContract {

  @AutoClose private final ServersSts sts = new ServersSts();

  @Override
  protected GrantStrategy strategy() {
    return new StubSessions(sts.of(judge()));
  }
}
