package io.uploadgrants.testkit.embedded.sts;

import io.uploadgrants.testkit.embedded.iam.QueryCaller;
import io.uploadgrants.testkit.embedded.iam.QueryCallers;
import io.uploadgrants.testkit.embedded.iam.Sessions;
import io.uploadgrants.testkit.embedded.identity.WebIdentities;
import io.uploadgrants.testkit.embedded.query.QueryCall;
import io.uploadgrants.testkit.embedded.query.QueryService;
import io.uploadgrants.testkit.embedded.query.QueryXml;
import java.util.Map;

/**
 * STS: the actions that issue sessions, and {@code GetCallerIdentity}.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html">AWS Security
 *     Token Service API Reference</a>
 */
public final class Sts {

  private Sts() {}

  public static QueryService service(
      QueryCallers callers, Sessions sessions, WebIdentities webIdentities) {
    return new QueryService(
        "sts",
        "2011-06-15",
        Map.of(
            "AssumeRole", new StsAssumeRole(callers, sessions),
            "AssumeRoleWithWebIdentity", new StsWebIdentity(sessions, webIdentities),
            "GetFederationToken", new StsFederation(callers, sessions),
            "GetCallerIdentity", (call, result) -> identity(callers.check(call), call, result)));
  }

  private static void identity(QueryCaller caller, QueryCall call, QueryXml result) {
    call.parameters().refuseUnread();
    result
        .element("Arn", caller.arn())
        .element("UserId", caller.userId())
        .element("Account", caller.account());
  }
}
