package io.uploadgrants.cognito;

import io.uploadgrants.UploadProfile;
import io.uploadgrants.iam.IdentityPoolId;
import io.uploadgrants.sts.IssuedSession;
import io.uploadgrants.sts.SessionRequest;
import java.time.Duration;

/** How an identity gets its credentials. */
sealed interface SessionFlow permits BasicFlow, EnhancedFlow {

  /** Refuses a profile that the flow can't serve. */
  void check(UploadProfile profile);

  /** Refuses a request that the flow can't serve, before any call. */
  void check(SessionRequest request, IdentityPoolId pool);

  /** Gets the credentials. */
  IssuedSession issue(IdentityPool pool, Identity identity, CredentialExchange exchange);

  Duration shortest();

  Duration longest();

  String durationRule();

  boolean takesPolicy();
}
