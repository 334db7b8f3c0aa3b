package io.uploadgrants.testkit.policy;

import java.util.List;

/**
 * A session policy of IAM, version 2012-10-17: what a session may do at most. A role's inline
 * policy has the same form.
 *
 * <p>A statement has {@code Effect}, {@code Action} or {@code NotAction}, {@code Resource} or
 * {@code NotResource}, and optionally {@code Sid} and {@code Condition}. The operators are {@code
 * String…}, {@code Numeric…}, {@code Date…}, {@code Bool} and {@code Null}, with {@code IfExists},
 * {@code ForAnyValue:} and {@code ForAllValues:}. Strings and resources have {@code *}, {@code ?}
 * and <code>${variables}</code>. Everything else is refused when the policy is read. The length
 * isn't checked here; STS takes 2,048 characters, IAM 10,240 for all of a role's inline policies.
 *
 * <p>What IAM's pages leave open is decided so: a key with several values under an operator without
 * a set prefix equals nothing, as an absent one; a variable whose value is an empty text has none;
 * a variable's default is plain text, in which no wildcard is one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the IAM JSON policy language</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class SessionPolicy {

  private final List<Statement> statements;

  private SessionPolicy(List<Statement> statements) {
    this.statements = statements;
  }

  /**
   * Reads a policy.
   *
   * @param json one JSON object, at least with {@code Version} and {@code Statement}
   * @return the policy
   * @throws MalformedPolicyException when the text isn't strict JSON, breaks IAM's grammar, or has
   *     an element, an operator or a condition key that isn't evaluated here
   */
  public static SessionPolicy parse(String json) {
    return new SessionPolicy(PolicyReader.read(json));
  }

  /**
   * Says whether the request is allowed: a statement that denies wins, and what no statement allows
   * is denied.
   *
   * @param request what somebody wants to do
   * @return the decision
   */
  public Decision evaluate(AccessRequest request) {
    List<Statement> matching = statements.stream().filter(each -> each.matches(request)).toList();
    if (matching.isEmpty()) {
      return Decision.DENIED_IMPLICITLY;
    }
    return matching.stream().allMatch(Statement::allows)
        ? Decision.ALLOWED
        : Decision.DENIED_EXPLICITLY;
  }

  /**
   * Returns whether the policy can allow anything at all.
   *
   * @return true when it has a statement whose effect is {@code Allow}
   */
  public boolean hasAllow() {
    return statements.stream().anyMatch(Statement::allows);
  }

  /**
   * {@return the number of statements, and nothing of their content, for instance {@code
   * SessionPolicy[statements=2]}}
   */
  @Override
  public String toString() {
    return "SessionPolicy[statements=" + statements.size() + "]";
  }
}
