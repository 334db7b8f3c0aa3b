package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.policy.AccessRequest;
import io.uploadgrants.testkit.policy.Decision;
import io.uploadgrants.testkit.policy.SessionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What sessions may do: what their role's policies and their own allow. Nothing of a decision is
 * kept, so that a policy counts from the moment that it is put.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session">Session
 *     policies</a>
 */
public final class Permissions {

  private final RolePolicies roles;

  public Permissions(RolePolicies roles) {
    this.roles = roles;
  }

  /** Returns why the session may not; null when it may. */
  public @Nullable String refusal(Session session, AccessRequest asked) {
    Role role = session.role();
    if (role != null) {
      Decision decision = roles.of(role.name()).evaluate(asked);
      if (!decision.allowed()) {
        return reason(decision, "its role's policies");
      }
    }
    for (SessionPolicy policy : session.policies()) {
      Decision decision = policy.evaluate(asked);
      if (!decision.allowed()) {
        return reason(decision, "its session policy");
      }
    }
    return null;
  }

  private static String reason(Decision decision, String policies) {
    return decision == Decision.DENIED_EXPLICITLY
        ? "with an explicit deny in " + policies
        : "because nothing in " + policies + " allows it";
  }
}
