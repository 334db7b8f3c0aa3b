package io.uploadgrants.testkit.policy;

import java.util.List;

/**
 * One operator on one key of a statement's {@code Condition}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">Condition
 *     operators</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">Single-valued
 *     vs. multivalued context keys</a>
 */
sealed interface Condition {

  boolean holds(AccessRequest request);

  /** Which of the request's values are looked at. */
  enum Quantifier {
    /** No prefix: the one value. */
    ONE,
    /** {@code ForAnyValue:}. */
    ANY,
    /** {@code ForAllValues:}. */
    ALL
  }

  /** A comparison of the request's values with the policy's. */
  record Comparison(
      Quantifier quantifier, Operator operator, boolean ifExists, String key, List<ValueTest> tests)
      implements Condition {

    @Override
    public boolean holds(AccessRequest request) {
      List<String> values = request.values(key);
      if (ifExists && values.isEmpty()) {
        return true;
      }
      // For the set operators a list of empty texts is as good as none ("a null dataset")
      boolean nothing = values.stream().allMatch(String::isEmpty);
      return switch (quantifier) {
        // Several values need a set operator: without one they equal nothing, as an absent key
        case ONE -> values.size() == 1 ? holds(values.get(0), request) : operator.negated();
        case ANY -> !nothing && values.stream().anyMatch(each -> holds(each, request));
        case ALL -> nothing || values.stream().allMatch(each -> holds(each, request));
      };
    }

    // Several values in the policy: or; for a negated operator: none of them
    private boolean holds(String value, AccessRequest request) {
      return operator.negated() != tests.stream().anyMatch(each -> each.test(value, request));
    }
  }

  /** {@code Null}: whether the request has the key at all. */
  record Presence(String key, List<Boolean> absences) implements Condition {
    @Override
    public boolean holds(AccessRequest request) {
      return absences.contains(request.values(key).isEmpty());
    }
  }
}
