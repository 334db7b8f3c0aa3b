package io.uploadgrants.testkit.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A JSON object of a policy, and where it stands; whatever has another shape is refused. */
record PolicyObject(JsonNode node, String where) {

  PolicyObject {
    if (!node.isObject()) {
      throw wrong(where, node, "a JSON object");
    }
    if (node.isEmpty()) {
      throw new MalformedPolicyException(
          where + " is empty", "An object of a policy has members", "Fill it, or leave it out");
    }
  }

  /** Refuses members of other names. */
  void only(Set<String> names) {
    for (String name : node.propertyNames()) {
      if (!names.contains(name)) {
        throw new MalformedPolicyException(
            where + " has the element " + MalformedPolicyException.quoted(name),
            "The elements here are " + String.join(", ", names.stream().sorted().toList()),
            "Correct its name (case counts), or leave it out");
      }
    }
  }

  Set<Map.Entry<String, JsonNode>> members() {
    return node.properties();
  }

  Optional<JsonNode> member(String name) {
    return Optional.ofNullable(node.get(name));
  }

  Optional<String> text(String name) {
    return member(name).map(each -> string(each, where + ", " + name));
  }

  /** The values of a member that is one string or a list of strings. */
  static List<String> strings(JsonNode node, String where) {
    return elements(node, where).stream().map(each -> string(each, where)).toList();
  }

  /** The values of a condition, in which numbers and truth values need no quotes. */
  static List<String> scalars(JsonNode node, String where) {
    return elements(node, where).stream()
        .map(each -> each.isBoolean() || each.isNumber() ? each.asString() : string(each, where))
        .toList();
  }

  /** The elements of a list, or the one value that stands for such a list. */
  static List<JsonNode> elements(JsonNode node, String where) {
    List<JsonNode> elements = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(elements::add);
    } else {
      elements.add(node);
    }
    if (elements.isEmpty()) {
      throw new MalformedPolicyException(
          where + " is an empty list", "A list of a policy has elements", "Fill it");
    }
    return elements;
  }

  private static String string(JsonNode node, String where) {
    if (!node.isString()) {
      throw wrong(where, node, "a string or a list of strings");
    }
    return node.stringValue();
  }

  private static MalformedPolicyException wrong(String where, JsonNode node, String rule) {
    return new MalformedPolicyException(
        where + " is of the JSON type " + node.getNodeType(), "It is " + rule, "Correct it");
  }
}
