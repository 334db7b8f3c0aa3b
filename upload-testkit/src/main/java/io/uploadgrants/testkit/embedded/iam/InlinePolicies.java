package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.policy.AccessRequest;
import io.uploadgrants.testkit.policy.Decision;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The inline policies of one role at one moment.
 *
 * @param byName sorted, for paging
 */
record InlinePolicies(SortedMap<String, InlinePolicy> byName) {

  static final InlinePolicies NONE = new InlinePolicies(Collections.emptySortedMap());

  private static final int MAX = 10_240;

  Set<String> names() {
    return byName.keySet();
  }

  /** What one denies is denied. As long as none allows anything, the rest is allowed. */
  Decision evaluate(AccessRequest request) {
    List<Decision> decisions =
        byName.values().stream().map(each -> each.policy().evaluate(request)).toList();
    if (decisions.contains(Decision.DENIED_EXPLICITLY)) {
      return Decision.DENIED_EXPLICITLY;
    }
    boolean limited = byName.values().stream().anyMatch(each -> each.policy().hasAllow());
    return !limited || decisions.contains(Decision.ALLOWED)
        ? Decision.ALLOWED
        : Decision.DENIED_IMPLICITLY;
  }

  InlinePolicies with(String role, String name, InlinePolicy policy) {
    SortedMap<String, InlinePolicy> all = new TreeMap<>(byName);
    all.put(name, policy);
    int size = all.values().stream().mapToInt(InlinePolicy::size).sum();
    if (size > MAX) {
      throw new QueryException(
          409,
          "LimitExceeded",
          "Maximum policy size of %d bytes exceeded for role %s: its inline policies would have %,d characters together, white space not counted. Name fewer resources or actions, or delete a policy."
              .formatted(MAX, role, size));
    }
    return new InlinePolicies(Collections.unmodifiableSortedMap(all));
  }

  InlinePolicies without(String name) {
    SortedMap<String, InlinePolicy> all = new TreeMap<>(byName);
    all.remove(name);
    return new InlinePolicies(Collections.unmodifiableSortedMap(all));
  }
}
