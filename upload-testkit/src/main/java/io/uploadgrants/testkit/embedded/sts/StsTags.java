package io.uploadgrants.testkit.embedded.sts;

import io.uploadgrants.testkit.embedded.iam.QueryCaller;
import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.embedded.query.QueryParameters;
import io.uploadgrants.testkit.embedded.query.QueryRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Session tags.
 *
 * @param values by key
 * @param transitive the keys that a session made by this one inherits
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">Pass session
 *     tags</a>
 */
record StsTags(Map<String, String> values, List<String> transitive) {

  private static final int MAX = 50;
  private static final String REMEDY = "Send fewer.";

  /**
   * Which tags a session passes on. It stands among the condition keys, but no policy can name it.
   */
  static final String TRANSITIVE = "uploadgrants:TransitiveTagKeys";

  /** Returns the tags that a session made by a caller inherits. */
  static StsTags passedOnBy(QueryCaller caller) {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Map<String, List<String>> context = caller.context();
    for (String key : context.getOrDefault(TRANSITIVE, List.of())) {
      context.getOrDefault("aws:PrincipalTag/" + key, List.of()).stream()
          .findFirst()
          .ifPresent(each -> values.put(key, each));
    }
    return new StsTags(values, List.copyOf(values.keySet()));
  }

  /** Reads {@code Tags}. */
  static StsTags read(QueryParameters parameters) {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int number = 1;
    for (;
        parameters.has(member(number) + ".Key") || parameters.has(member(number) + ".Value");
        number++) {
      String key = parameters.required(member(number) + ".Key", QueryRule.TAG_KEY);
      String value = parameters.required(member(number) + ".Value", QueryRule.TAG_VALUE);
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw QueryException.invalid(
            "The tag key "
                + QueryException.quoted(key)
                + " begins with aws:, which is reserved. Choose another key.");
      }
      if (values.put(key, value) != null) {
        throw QueryException.invalid(
            "Duplicate tag keys found: "
                + QueryException.quoted(key)
                + ". Please note that Tag keys are case insensitive. Send each key once.");
      }
    }
    if (values.size() > MAX) {
      throw QueryRule.violation(
          number - 1 + " values", "Tags", "have length less than or equal to " + MAX, REMEDY);
    }
    parameters.skipEmptyList("Tags");
    return new StsTags(values, List.of());
  }

  /** Reads {@code TransitiveTagKeys} too, and adds the tags that the calling session passes on. */
  static StsTags read(QueryParameters parameters, StsTags inherited) {
    TreeMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.putAll(read(parameters).values());
    List<String> transitive = new ArrayList<>();
    for (String key : transitive(parameters)) {
      if (!values.containsKey(key)) {
        throw QueryException.invalid(
            "The transitive tag key "
                + QueryException.quoted(key)
                + " isn't among the tags. A transitive key must be one of Tags. Send its tag too.");
      }
      // As its tag spells it, or a session made by this one wouldn't find the tag.
      transitive.add(values.ceilingKey(key));
    }
    for (Map.Entry<String, String> each : inherited.values().entrySet()) {
      if (values.put(each.getKey(), each.getValue()) != null) {
        throw QueryException.invalid(
            "The tag key "
                + QueryException.quoted(each.getKey())
                + " conflicts with a transitive tag of the calling session, which can't be"
                + " changed. Leave the tag out.");
      }
      transitive.add(each.getKey());
    }
    return new StsTags(values, List.copyOf(transitive));
  }

  Map<String, List<String>> asContext(String prefix) {
    Map<String, List<String>> context = new LinkedHashMap<>();
    values.forEach((key, value) -> context.put(prefix + key, List.of(value)));
    return context;
  }

  private static List<String> transitive(QueryParameters parameters) {
    List<String> keys = new ArrayList<>();
    for (int number = 1; parameters.has("TransitiveTagKeys.member." + number); number++) {
      keys.add(parameters.required("TransitiveTagKeys.member." + number, QueryRule.TAG_KEY));
    }
    if (keys.size() > MAX) {
      throw QueryRule.violation(
          keys.size() + " values",
          "TransitiveTagKeys",
          "have length less than or equal to " + MAX,
          REMEDY);
    }
    parameters.skipEmptyList("TransitiveTagKeys");
    return keys;
  }

  private static String member(int number) {
    return "Tags.member." + number;
  }
}
