package io.uploadgrants.testkit.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a policy's statements; IAM's grammar, without what only a resource's policy has. */
final class PolicyReader {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final String VERSION = "2012-10-17";

  private PolicyReader() {}

  static List<Statement> read(String json) {
    PolicyObject policy = new PolicyObject(tree(json), "The policy");
    policy.only(Set.of("Version", "Id", "Statement"));
    checkVersion(policy.text("Version"));
    policy.text("Id");
    JsonNode given =
        policy
            .member("Statement")
            .orElseThrow(
                () ->
                    new MalformedPolicyException(
                        "The policy has no Statement",
                        "A policy has one statement or a list of them",
                        "Add it"));
    List<Statement> statements = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode each : PolicyObject.elements(given, "Statement")) {
      String where = "Statement " + (statements.size() + 1);
      statements.add(StatementReader.read(new PolicyObject(each, where), ids));
    }
    return List.copyOf(statements);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      // Without the cause, whose text can hold more of the policy
      throw new MalformedPolicyException(
          "The policy isn't strict JSON"
              + position(e.getLocation())
              + ": "
              + MalformedPolicyException.quoted(e.getOriginalMessage()),
          "A policy is one JSON object in which no name repeats",
          "Correct it there");
    }
  }

  private static String position(@Nullable TokenStreamLocation location) {
    return location == null
        ? ""
        : " near line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static void checkVersion(Optional<String> version) {
    if (!version.equals(Optional.of(VERSION))) {
      throw new MalformedPolicyException(
          "The policy's Version is "
              + version
                  .map(MalformedPolicyException::quoted)
                  .orElse("not given, which means 2008-10-17"),
          "Only " + VERSION + " is read: an older version takes variables for plain text",
          "Write \"Version\": \"" + VERSION + "\"");
    }
  }
}
