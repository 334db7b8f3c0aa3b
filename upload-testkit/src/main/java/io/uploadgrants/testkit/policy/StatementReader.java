package io.uploadgrants.testkit.policy;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads one statement. */
final class StatementReader {

  private static final Set<String> ELEMENTS =
      Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");

  private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*");

  private StatementReader() {}

  static Statement read(PolicyObject statement, Set<String> ids) {
    for (String principal : List.of("Principal", "NotPrincipal")) {
      if (statement.member(principal).isPresent()) {
        throw new MalformedPolicyException(
            statement.where() + " has the element " + principal,
            "A policy of a session or a role names nobody: it applies to its holder",
            "Leave it out");
      }
    }
    statement.only(ELEMENTS);
    checkId(statement, ids);
    String where = statement.where() + ", ";
    String action = written(statement, "Action");
    String resource = written(statement, "Resource");
    return new Statement(
        allows(statement),
        ActionPatterns.read(isNegated(action), texts(statement, action), where + action),
        ResourcePatterns.read(isNegated(resource), texts(statement, resource), where + resource),
        statement
            .member("Condition")
            .map(each -> ConditionReader.read(each, where + "Condition"))
            .orElse(List.of()));
  }

  private static void checkId(PolicyObject statement, Set<String> ids) {
    statement
        .text("Sid")
        .ifPresent(
            id -> {
              if (!SID.matcher(id).matches() || !ids.add(id)) {
                throw new MalformedPolicyException(
                    statement.where() + " has the Sid " + MalformedPolicyException.quoted(id),
                    "A Sid has only A-Z, a-z and 0-9, and is the only one of its kind in a policy",
                    "Change it, or leave it out");
              }
            });
  }

  private static boolean allows(PolicyObject statement) {
    String effect = statement.text("Effect").orElse("");
    return switch (effect) {
      case "Allow" -> true;
      case "Deny" -> false;
      default ->
          throw new MalformedPolicyException(
              statement.where() + " has the Effect " + MalformedPolicyException.quoted(effect),
              "An effect is Allow or Deny, in this case",
              "Write one of the two");
    };
  }

  private static String written(PolicyObject statement, String name) {
    boolean plain = statement.member(name).isPresent();
    boolean negated = statement.member("Not" + name).isPresent();
    if (plain == negated) {
      throw new MalformedPolicyException(
          statement.where()
              + " has "
              + (plain ? "both " : "neither ")
              + name
              + (plain ? " and Not" : " nor Not")
              + name,
          "A statement has one of the two",
          plain ? "Leave one out" : "Add one");
    }
    return negated ? "Not" + name : name;
  }

  private static boolean isNegated(String written) {
    return written.startsWith("Not");
  }

  private static List<String> texts(PolicyObject statement, String written) {
    JsonNode given = statement.member(written).orElseThrow();
    return PolicyObject.strings(given, statement.where() + ", " + written);
  }
}
