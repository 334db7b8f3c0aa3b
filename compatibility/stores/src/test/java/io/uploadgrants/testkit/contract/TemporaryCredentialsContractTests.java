package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantStrategy;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import org.junit.jupiter.api.AutoClose;

class TemporaryCredentialsContractTests extends GrantStrategyContract {

  @AutoClose private final ServersSts sts = new ServersSts();

  @Override
  protected GrantStrategy strategy() {
    return new TemporaryCredentialsStrategy(
        SubjectSessions.of(AssumeRoleSource.of(ServersSts.ROLE).client(sts.of(judge())).build())
            .build());
  }
}
