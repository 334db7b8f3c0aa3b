package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.embedded.query.QueryRule;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The inline policies of roles, by the roles' names: every role exists, in every account. Whoever
 * asks gets those of the moment. Thread-safe.
 */
public final class RolePolicies {

  private final Map<String, InlinePolicies> byRole = new ConcurrentHashMap<>();

  public RolePolicies() {}

  /** Copies them, so that each server has its own. */
  public RolePolicies(RolePolicies other) {
    byRole.putAll(other.byRole);
  }

  InlinePolicies of(String role) {
    return byRole.getOrDefault(role, InlinePolicies.NONE);
  }

  /** Adds a policy, or replaces the one of its name. */
  public void put(String role, String name, String document) {
    QueryRule.ROLE_NAME.checked("RoleName", role);
    QueryRule.POLICY_NAME.checked("PolicyName", name);
    QueryRule.POLICY_DOCUMENT.checked("PolicyDocument", document);
    InlinePolicy policy = InlinePolicy.parse(document);
    byRole.compute(
        role, (key, old) -> (old == null ? InlinePolicies.NONE : old).with(role, name, policy));
  }

  String document(String role, String name) {
    InlinePolicy policy = of(role).byName().get(name);
    if (policy == null) {
      throw missing(name);
    }
    return policy.document();
  }

  void delete(String role, String name) {
    byRole.compute(
        role,
        (key, old) -> {
          if (old == null || !old.byName().containsKey(name)) {
            throw missing(name);
          }
          return old.without(name);
        });
  }

  private static QueryException missing(String name) {
    return new QueryException(
        404,
        "NoSuchEntity",
        "The role policy with name "
            + QueryException.quoted(name)
            + " cannot be found. A role has the inline policies that were put. Ask"
            + " ListRolePolicies for their names, whose case counts.");
  }
}
