package io.uploadgrants.testkit.attack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A form's policy, read and rewritten as whoever holds the form could. */
final class PolicyText {

  private static final Pattern LENGTH =
      Pattern.compile("\"content-length-range\"\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)");

  private PolicyText() {}

  /** How many bytes a file may have. */
  record Range(long least, long most) {}

  static Range range(String policy) {
    Matcher length = LENGTH.matcher(json(policy));
    return length.find()
        ? new Range(Long.parseLong(length.group(1)), Long.parseLong(length.group(2)))
        : new Range(0, Long.MAX_VALUE);
  }

  static String widened(String policy) {
    return recoded(
        policy, json -> LENGTH.matcher(json).replaceFirst("\"content-length-range\",0,99999999"));
  }

  static String emptied(String policy) {
    return recoded(policy, json -> json.replaceFirst("\"conditions\":.*", "\"conditions\":[]}"));
  }

  private static String recoded(String policy, UnaryOperator<String> change) {
    String json = json(policy);
    String other = change.apply(json);
    // A form without a size has nothing to widen; then a space makes it another policy.
    String altered = other.equals(json) ? json + " " : other;
    return Base64.getEncoder().encodeToString(altered.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(String policy) {
    return new String(Base64.getDecoder().decode(policy), StandardCharsets.UTF_8);
  }
}
