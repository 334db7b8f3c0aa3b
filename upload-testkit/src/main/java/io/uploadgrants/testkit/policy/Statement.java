package io.uploadgrants.testkit.policy;

import java.util.List;

/** One statement of a policy. */
record Statement(
    boolean allows,
    ActionPatterns actions,
    ResourcePatterns resources,
    List<Condition> conditions) {

  boolean matches(AccessRequest request) {
    return actions.match(request)
        && resources.match(request)
        && conditions.stream().allMatch(each -> each.holds(request));
  }
}
