package io.uploadgrants.iam;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy.
 *
 * @param effect {@code Allow} or {@code Deny}
 * @param principal whom a trust policy trusts, or {@code null} in a permissions policy
 * @param actions for instance {@code s3:PutObject}
 * @param resources ARNs; none in a trust policy
 * @param conditions all of which must hold
 */
record PolicyStatement(
    String effect,
    @Nullable Principal principal,
    List<String> actions,
    List<String> resources,
    List<PolicyCondition> conditions) {

  PolicyStatement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
  }

  /**
   * Whom a trust policy trusts.
   *
   * @param type {@code AWS} or {@code Federated}
   * @param id an ARN, or the name of an identity provider
   */
  record Principal(String type, String id) {}

  static PolicyStatement allow(
      Collection<String> actions, String resource, Collection<PolicyCondition> conditions) {
    return new PolicyStatement(
        "Allow", null, List.copyOf(actions), List.of(resource), List.copyOf(conditions));
  }

  static PolicyStatement deny(String action, String resource, PolicyCondition... conditions) {
    return new PolicyStatement(
        "Deny", null, List.of(action), List.of(resource), List.of(conditions));
  }

  static PolicyStatement trust(
      Principal principal, List<String> actions, PolicyCondition... conditions) {
    return new PolicyStatement("Allow", principal, actions, List.of(), List.of(conditions));
  }
}
