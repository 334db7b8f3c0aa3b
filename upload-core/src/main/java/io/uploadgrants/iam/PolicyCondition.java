package io.uploadgrants.iam;

import java.util.Collection;
import java.util.List;

/**
 * One operator on one key. Several values mean: any of them.
 *
 * @param operator for instance {@code StringEquals}
 * @param key for instance {@code s3:x-amz-acl}
 * @param values as the policy writes them: a {@code $} is escaped
 */
record PolicyCondition(String operator, String key, List<String> values) {

  PolicyCondition {
    values = List.copyOf(values);
  }

  /** The key has one of the values; an absent one is refused. */
  static PolicyCondition equal(String key, String... values) {
    return withoutVariables("StringEquals", key, List.of(values));
  }

  /** Whatever values the key has, each is one of these; none is fine. */
  static PolicyCondition allAmong(String key, Collection<String> values) {
    return withoutVariables("ForAllValues:StringEquals", key, values);
  }

  /** The key has one of the values among its own. */
  static PolicyCondition anyAmong(String key, String... values) {
    return withoutVariables("ForAnyValue:StringEquals", key, List.of(values));
  }

  /** The key fits a pattern, whose wildcards and variables are meant. */
  static PolicyCondition like(String key, String pattern) {
    return new PolicyCondition("StringLike", key, List.of(pattern));
  }

  /** The key is a time before this one. */
  static PolicyCondition before(String key, String time) {
    return new PolicyCondition("DateLessThan", key, List.of(time));
  }

  static PolicyCondition absent(String key, boolean absent) {
    return new PolicyCondition("Null", key, List.of(Boolean.toString(absent)));
  }

  static PolicyCondition isTrue(String key) {
    return new PolicyCondition("Bool", key, List.of("true"));
  }

  /** These operators know no wildcards, so a dollar sign is all that could mean more. */
  private static PolicyCondition withoutVariables(
      String operator, String key, Collection<String> values) {
    return new PolicyCondition(
        operator, key, values.stream().map(value -> value.replace("$", "${$}")).toList());
  }
}
