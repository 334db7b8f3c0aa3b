package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantStrategy;
import io.uploadgrants.sts.AssumeRole;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;

class TemporaryCredentialsContractTests extends GrantStrategyContract {

  @Override
  protected GrantStrategy strategy() {
    return new TemporaryCredentialsStrategy(
        SubjectSessions.of(AssumeRole.of(ServersSts.ROLE).client(ServersSts.of(judge())).build())
            .build());
  }
}
