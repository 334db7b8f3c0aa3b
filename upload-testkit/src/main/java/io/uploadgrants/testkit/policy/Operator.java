package io.uploadgrants.testkit.policy;

import java.util.Arrays;
import java.util.Optional;

/** A condition operator, without its prefix and suffix. A negated one is its sibling's opposite. */
enum Operator {
  STRING_EQUALS("StringEquals", false),
  STRING_NOT_EQUALS("StringNotEquals", true),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true),
  STRING_LIKE("StringLike", false),
  STRING_NOT_LIKE("StringNotLike", true),
  NUMERIC_EQUALS("NumericEquals", false),
  NUMERIC_NOT_EQUALS("NumericNotEquals", true),
  NUMERIC_LESS("NumericLessThan", false),
  NUMERIC_AT_MOST("NumericLessThanEquals", false),
  NUMERIC_GREATER("NumericGreaterThan", false),
  NUMERIC_AT_LEAST("NumericGreaterThanEquals", false),
  DATE_EQUALS("DateEquals", false),
  DATE_NOT_EQUALS("DateNotEquals", true),
  DATE_BEFORE("DateLessThan", false),
  DATE_UP_TO("DateLessThanEquals", false),
  DATE_AFTER("DateGreaterThan", false),
  DATE_FROM("DateGreaterThanEquals", false),
  BOOL("Bool", false);

  private final String written;
  private final boolean negated;

  Operator(String written, boolean negated) {
    this.written = written;
    this.negated = negated;
  }

  static Optional<Operator> written(String name) {
    return Arrays.stream(values()).filter(each -> each.written.equals(name)).findFirst();
  }

  boolean negated() {
    return negated;
  }

  /** The test of one value; of a negated operator, the one whose outcome is turned round. */
  ValueTest test(String value, String where) {
    return switch (this) {
      case STRING_EQUALS, STRING_NOT_EQUALS -> ValueTest.equal(value, false, where);
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
          ValueTest.equal(value, true, where);
      case STRING_LIKE, STRING_NOT_LIKE -> ValueTest.like(value, where);
      case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> ValueTest.number(value, is -> is == 0, where);
      case NUMERIC_LESS -> ValueTest.number(value, is -> is < 0, where);
      case NUMERIC_AT_MOST -> ValueTest.number(value, is -> is <= 0, where);
      case NUMERIC_GREATER -> ValueTest.number(value, is -> is > 0, where);
      case NUMERIC_AT_LEAST -> ValueTest.number(value, is -> is >= 0, where);
      case DATE_EQUALS, DATE_NOT_EQUALS -> ValueTest.date(value, is -> is == 0, where);
      case DATE_BEFORE -> ValueTest.date(value, is -> is < 0, where);
      case DATE_UP_TO -> ValueTest.date(value, is -> is <= 0, where);
      case DATE_AFTER -> ValueTest.date(value, is -> is > 0, where);
      case DATE_FROM -> ValueTest.date(value, is -> is >= 0, where);
      case BOOL -> ValueTest.bool(value, where);
    };
  }
}
