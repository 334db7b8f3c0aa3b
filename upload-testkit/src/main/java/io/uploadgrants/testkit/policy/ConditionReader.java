package io.uploadgrants.testkit.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Reads a statement's {@code Condition}: operator, key, values. */
final class ConditionReader {

  private static final String ANY = "ForAnyValue:";
  private static final String ALL = "ForAllValues:";
  private static final String IF_EXISTS = "IfExists";

  private ConditionReader() {}

  static List<Condition> read(JsonNode node, String where) {
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : new PolicyObject(node, where).members()) {
      String operator = each.getKey();
      String here = where + " " + MalformedPolicyException.quoted(operator);
      Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      for (Map.Entry<String, JsonNode> test : new PolicyObject(each.getValue(), here).members()) {
        String key = ConditionKeys.checked(test.getKey(), here);
        if (!keys.add(key)) {
          throw new MalformedPolicyException(
              here + " has the key " + MalformedPolicyException.quoted(key) + " twice",
              "The case of a condition key doesn't matter",
              "Join the values in one list");
        }
        String there = here + " on " + MalformedPolicyException.quoted(key);
        conditions.add(
            condition(operator, key, PolicyObject.scalars(test.getValue(), there), there));
      }
    }
    return List.copyOf(conditions);
  }

  private static Condition condition(
      String written, String key, List<String> values, String where) {
    if (written.equals("Null")) {
      return new Condition.Presence(
          key, values.stream().map(each -> ValueTest.truth(each, where)).toList());
    }
    Condition.Quantifier quantifier =
        written.startsWith(ANY)
            ? Condition.Quantifier.ANY
            : written.startsWith(ALL) ? Condition.Quantifier.ALL : Condition.Quantifier.ONE;
    String name =
        switch (quantifier) {
          case ONE -> written;
          case ANY -> written.substring(ANY.length());
          case ALL -> written.substring(ALL.length());
        };
    boolean ifExists = name.endsWith(IF_EXISTS);
    Operator operator =
        Operator.written(ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name)
            .orElseThrow(() -> unknown(where));
    return new Condition.Comparison(
        quantifier,
        operator,
        ifExists,
        key,
        values.stream().map(each -> operator.test(each, where)).toList());
  }

  private static MalformedPolicyException unknown(String where) {
    return new MalformedPolicyException(
        where + " has an operator that isn't known here",
        "The operators are String…, Numeric…, Date…, Bool and Null as IAM writes them (case counts);"
            + " all but Null take ForAnyValue:, ForAllValues: and IfExists",
        "Use one of them: a condition that isn't evaluated would be one that isn't enforced");
  }
}
