package io.uploadgrants.testkit.embedded.query;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of one request. It notes which were read, so that none is ever skipped. */
public final class QueryParameters {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** Parameters of AWS whose effect this server doesn't have. */
  private static final Pattern UNSUPPORTED =
      Pattern.compile("(PolicyArns|ProvidedContexts|SerialNumber|TokenCode)(\\..*)?");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();

  QueryParameters(List<Map.Entry<String, String>> entries) {
    for (Map.Entry<String, String> each : entries) {
      if (values.put(each.getKey(), each.getValue()) != null) {
        throw QueryException.invalid(
            "The parameter "
                + QueryException.quoted(each.getKey())
                + " is there twice. Each parameter has one value. Send it once.");
      }
    }
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public @Nullable String raw(String name) {
    read.add(name);
    return values.get(name);
  }

  /** Returns the value; empty when the parameter is absent. */
  public String text(String name) {
    String value = raw(name);
    return value == null ? "" : value;
  }

  public @Nullable String optional(String name, QueryRule rule) {
    String value = raw(name);
    return value == null ? null : rule.checked(name, value);
  }

  public String required(String name, QueryRule rule) {
    String value = optional(name, rule);
    if (value == null) {
      throw QueryRule.violation(
          "Value null", name, "not be null", "Send the parameter " + name + ".");
    }
    return value;
  }

  public int number(String name, int min, int max, int otherwise) {
    String value = raw(name);
    if (value == null) {
      return otherwise;
    }
    String shown = "Value " + QueryException.quoted(value);
    String remedy = "Send one from %d to %d, in digits.".formatted(min, max);
    if (!NUMBER.matcher(value).matches()) {
      throw QueryRule.violation(shown, name, "be a whole number", remedy);
    }
    int number = Integer.parseInt(value);
    if (number < min) {
      throw QueryRule.violation(shown, name, "have value greater than or equal to " + min, remedy);
    }
    if (number > max) {
      throw QueryRule.violation(shown, name, "have value less than or equal to " + max, remedy);
    }
    return number;
  }

  public Duration seconds(String name, int min, int max, int otherwise) {
    return Duration.ofSeconds(number(name, min, max, otherwise));
  }

  /**
   * Reads over a list's name with an empty value: the query protocol's way to send an empty list.
   */
  public void skipEmptyList(String name) {
    if ("".equals(values.get(name))) {
      read.add(name);
    }
  }

  /** Refuses what nobody read: a parameter that is skipped could have been a limit. */
  public void refuseUnread() {
    for (String name : values.keySet()) {
      if (!read.contains(name)) {
        throw QueryException.invalid(
            "The parameter "
                + QueryException.quoted(name)
                + (UNSUPPORTED.matcher(name).matches()
                    ? " isn't supported by this server, which has no managed policies, devices or"
                        + " contexts."
                    : " isn't one of this action.")
                + " No parameter is ignored. Leave it out.");
      }
    }
  }
}
