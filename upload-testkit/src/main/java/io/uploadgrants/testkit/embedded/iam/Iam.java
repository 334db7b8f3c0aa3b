package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.embedded.query.QueryCall;
import io.uploadgrants.testkit.embedded.query.QueryForm;
import io.uploadgrants.testkit.embedded.query.QueryRule;
import io.uploadgrants.testkit.embedded.query.QueryService;
import io.uploadgrants.testkit.embedded.query.QueryXml;
import java.util.List;
import java.util.Map;

/**
 * IAM: the inline policies of roles.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html">
 *     PutRolePolicy, with the bounds and errors</a>
 */
public final class Iam {

  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 1000;

  private final QueryCallers callers;
  private final RolePolicies roles;

  private Iam(QueryCallers callers, RolePolicies roles) {
    this.callers = callers;
    this.roles = roles;
  }

  public static QueryService service(QueryCallers callers, RolePolicies roles) {
    Iam iam = new Iam(callers, roles);
    return new QueryService(
        "iam",
        "2010-05-08",
        Map.of(
            "PutRolePolicy", iam::put,
            "GetRolePolicy", iam::get,
            "ListRolePolicies", iam::list,
            "DeleteRolePolicy", iam::delete));
  }

  private void put(QueryCall call, QueryXml result) {
    QueryCaller caller = callers.check(call);
    String role = roleName(call);
    String name = policyName(call);
    String document = call.parameters().required("PolicyDocument", QueryRule.POLICY_DOCUMENT);
    admit(caller, "iam:PutRolePolicy", role, call);
    roles.put(role, name, document);
  }

  private void get(QueryCall call, QueryXml result) {
    QueryCaller caller = callers.check(call);
    String role = roleName(call);
    String name = policyName(call);
    admit(caller, "iam:GetRolePolicy", role, call);
    result
        .element("RoleName", role)
        .element("PolicyName", name)
        .element("PolicyDocument", QueryForm.encode(roles.document(role, name)));
  }

  private void list(QueryCall call, QueryXml result) {
    QueryCaller caller = callers.check(call);
    String role = roleName(call);
    // A page's marker is the last name before it, so that it stays good while policies come and go.
    String marker = call.parameters().optional("Marker", QueryRule.POLICY_NAME);
    int size = call.parameters().number("MaxItems", 1, LONGEST_PAGE, PAGE);
    admit(caller, "iam:ListRolePolicies", role, call);
    List<String> rest =
        roles.of(role).names().stream()
            .filter(each -> marker == null || each.compareTo(marker) > 0)
            .toList();
    List<String> page = rest.subList(0, Math.min(size, rest.size()));
    boolean more = page.size() < rest.size();
    result.open("PolicyNames");
    page.forEach(each -> result.element("member", each));
    result
        .close("PolicyNames")
        .element("IsTruncated", String.valueOf(more))
        .element("Marker", more ? page.get(page.size() - 1) : null);
  }

  private void delete(QueryCall call, QueryXml result) {
    QueryCaller caller = callers.check(call);
    String role = roleName(call);
    String name = policyName(call);
    admit(caller, "iam:DeleteRolePolicy", role, call);
    roles.delete(role, name);
  }

  private void admit(QueryCaller caller, String action, String role, QueryCall call) {
    call.parameters().refuseUnread();
    callers.require(caller, action, caller.role(role), Map.of(), call);
  }

  private static String roleName(QueryCall call) {
    return call.parameters().required("RoleName", QueryRule.ROLE_NAME);
  }

  private static String policyName(QueryCall call) {
    return call.parameters().required("PolicyName", QueryRule.POLICY_NAME);
  }
}
