package io.uploadgrants.testkit.embedded.sts;

import io.uploadgrants.testkit.embedded.iam.QueryCaller;
import io.uploadgrants.testkit.embedded.iam.QueryCallers;
import io.uploadgrants.testkit.embedded.iam.Sessions;
import io.uploadgrants.testkit.embedded.query.QueryCall;
import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.embedded.query.QueryParameters;
import io.uploadgrants.testkit.embedded.query.QueryRule;
import io.uploadgrants.testkit.embedded.query.QueryService;
import io.uploadgrants.testkit.embedded.query.QueryXml;
import io.uploadgrants.testkit.policy.SessionPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GetFederationToken}. */
final class StsFederation implements QueryService.Action {

  private static final int SHORTEST = 900;
  private static final int LONGEST = 129_600;
  private static final int USUAL = 43_200;

  /** "If you do not pass this parameter, the resulting session has no permissions." */
  private static final SessionPolicy NOTHING =
      SessionPolicy.parse(
          """
          {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}
          """);

  private final QueryCallers callers;
  private final Sessions sessions;

  StsFederation(QueryCallers callers, Sessions sessions) {
    this.callers = callers;
    this.sessions = sessions;
  }

  @Override
  public void answer(QueryCall call, QueryXml result) {
    QueryParameters parameters = call.parameters();
    QueryCaller caller = callers.check(call);
    if (caller.session() != null) {
      throw QueryException.denied(
          "Cannot call GetFederationToken with session credentials. Sign with the server's own"
              + " keys.");
    }
    String name = parameters.required("Name", QueryRule.USER_NAME);
    Duration life = parameters.seconds("DurationSeconds", SHORTEST, LONGEST, USUAL);
    StsPolicy policy = StsPolicy.read(parameters);
    StsTags tags = StsTags.read(parameters);
    parameters.refuseUnread();

    String account = caller.account();
    String userId = account + ':' + name;
    String arn = "arn:aws:sts::" + account + ":federated-user/" + name;
    Map<String, List<String>> context = new LinkedHashMap<>(tags.asContext("aws:PrincipalTag/"));
    context.put("aws:PrincipalType", List.of("FederatedUser"));
    context.put("aws:PrincipalArn", List.of(arn));
    context.put("aws:PrincipalAccount", List.of(account));
    context.put("aws:userid", List.of(userId));
    List<SessionPolicy> policies =
        policy.policies().isEmpty() ? List.of(NOTHING) : policy.policies();
    sessions.issue(call.now(), life, policies, context).writeCredentials(result);
    result
        .open("FederatedUser")
        .element("FederatedUserId", userId)
        .element("Arn", arn)
        .close("FederatedUser")
        .element("PackedPolicySize", policy.packedSize());
  }
}
