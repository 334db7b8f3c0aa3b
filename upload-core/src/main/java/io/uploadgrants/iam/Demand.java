package io.uploadgrants.iam;

import io.uploadgrants.UploadConstraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that each upload must say of its object: the header that a client sends, and the
 * conditions under which a policy allows it.
 *
 * @param constraint what it enforces
 * @param header the header's name in lower case
 * @param value the header's value, or {@code null} where it must be absent
 * @param actions the actions that have the conditions' keys
 * @param conditions what the policy demands
 */
record Demand(
    UploadConstraint constraint,
    String header,
    @Nullable String value,
    List<String> actions,
    List<PolicyCondition> conditions) {

  /** A header whose condition key is {@code s3:} and its name. */
  static Demand exactly(
      UploadConstraint constraint, String header, String value, String... actions) {
    return new Demand(
        constraint,
        header,
        value,
        List.of(actions),
        List.of(PolicyCondition.equal("s3:" + header, value)));
  }

  /** A header that no upload may have. */
  static Demand never(UploadConstraint constraint, String header, String action) {
    return new Demand(
        constraint,
        header,
        null,
        List.of(action),
        List.of(PolicyCondition.absent("s3:" + header, true)));
  }
}
