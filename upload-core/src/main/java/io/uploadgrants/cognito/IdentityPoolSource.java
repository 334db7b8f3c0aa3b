package io.uploadgrants.cognito;

import io.uploadgrants.sts.IssuedSession;
import io.uploadgrants.sts.SessionRequest;
import io.uploadgrants.sts.SessionSource;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Sessions of an identity pool's identities.
 *
 * @param pool knows who somebody is
 * @param flow makes the sessions
 */
record IdentityPoolSource(IdentityPool pool, SessionFlow flow) implements SessionSource {

  @Override
  public IssuedSession issue(SessionRequest request, Duration timeout) {
    pool.check(request);
    flow.check(request, pool.id());
    CredentialExchange exchange = new CredentialExchange(request, timeout);
    try {
      return flow.issue(pool, pool.identify(exchange), exchange);
    } catch (AwsServiceException failed) {
      throw IdentityPoolFailures.of(exchange.withoutSecrets(failed), pool.id(), request);
    }
  }

  @Override
  public Duration shortest() {
    return flow.shortest();
  }

  @Override
  public Duration longest() {
    return flow.longest();
  }

  @Override
  public String durationRule() {
    return flow.durationRule();
  }

  @Override
  public boolean takesPolicy() {
    return flow.takesPolicy();
  }

  /** Each identity's id is a part of its key. */
  @Override
  public boolean separatesUsers() {
    return true;
  }
}
