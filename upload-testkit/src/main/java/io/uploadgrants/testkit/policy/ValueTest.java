package io.uploadgrants.testkit.policy;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** Whether a value of a request is what one value of a condition asks for. */
interface ValueTest {

  boolean test(String actual, AccessRequest request);

  /** {@code StringEquals}, or {@code StringEqualsIgnoreCase}. */
  static ValueTest equal(String wanted, boolean ignoresCase, String where) {
    return Template.ofExact(wanted, ignoresCase, where)::matches;
  }

  /** {@code StringLike}. */
  static ValueTest like(String wanted, String where) {
    return Template.ofPattern(wanted, where)::matches;
  }

  /** {@code Bool}. */
  static ValueTest bool(String wanted, String where) {
    boolean value = truth(wanted, where);
    return (actual, request) -> actual.equalsIgnoreCase(Boolean.toString(value));
  }

  /** {@code Numeric…}. */
  static ValueTest number(String wanted, IntPredicate order, String where) {
    return ordered(ValueTest::number, wanted, order, where, "a number", "10 or 2.5");
  }

  /** {@code Date…}. */
  static ValueTest date(String wanted, IntPredicate order, String where) {
    return ordered(
        DateText::read,
        wanted,
        order,
        where,
        "a date of ISO 8601, or seconds since 1970",
        "2026-01-31T12:00:00Z");
  }

  /** The text of a truth value. */
  static boolean truth(String text, String where) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.parseBoolean(text);
    }
    throw mistyped(text, where, "true or false", "one of the two");
  }

  private static <T extends Comparable<T>> ValueTest ordered(
      Function<String, Optional<T>> reader,
      String wanted,
      IntPredicate order,
      String where,
      String type,
      String example) {
    T value =
        reader
            .apply(wanted)
            .orElseThrow(() -> mistyped(wanted, where, type, "for instance " + example));
    return (actual, request) ->
        reader.apply(actual).filter(each -> order.test(each.compareTo(value))).isPresent();
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  private static MalformedPolicyException mistyped(
      String text, String where, String type, String example) {
    return new MalformedPolicyException(
        where + " has the value " + MalformedPolicyException.quoted(text),
        "This operator compares with " + type + ", and takes neither wildcards nor variables",
        "Write " + example);
  }
}
