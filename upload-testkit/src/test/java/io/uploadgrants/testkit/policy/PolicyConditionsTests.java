package io.uploadgrants.testkit.policy;

import static io.uploadgrants.testkit.policy.Policies.put;
import static io.uploadgrants.testkit.policy.Policies.under;
import static io.uploadgrants.testkit.policy.Policies.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyConditionsTests {

  @ParameterizedTest
  @CsvSource({
    "StringEquals, 'a*', 'a*', true",
    "StringEquals, 'a*', ab, false",
    "StringEquals, abc, ABC, false",
    "StringNotEquals, abc, ABC, true",
    "StringNotEquals, abc, abc, false",
    "StringEqualsIgnoreCase, straße, STRAßE, true",
    "StringEqualsIgnoreCase, abc, abcd, false",
    "StringNotEqualsIgnoreCase, abc, ABC, false",
    "StringNotEqualsIgnoreCase, abc, ABD, true",
    "StringLike, 'a*', abc, true",
    "StringLike, 'a*', ABC, false",
    "StringLike, 'a?', a, false",
    "StringLike, '', '', true",
    "StringNotLike, 'a*', abc, false",
    "StringNotLike, 'a*', bcd, true",
    "NumericEquals, 10, 10.0, true",
    "NumericEquals, 10, 11, false",
    "NumericEquals, 10, ten, false",
    "NumericNotEquals, 10, 11, true",
    "NumericNotEquals, 10, 10, false",
    "NumericNotEquals, 10, ten, true",
    "NumericLessThan, 10, 9, true",
    "NumericLessThan, 10, 10, false",
    "NumericLessThanEquals, 10, 10, true",
    "NumericLessThanEquals, 10, 10.5, false",
    "NumericLessThanEquals, 10, '', false",
    "NumericGreaterThan, 10, 11, true",
    "NumericGreaterThan, 10, 9, false",
    "NumericGreaterThan, 10, 10, false",
    "NumericGreaterThanEquals, 10, 10, true",
    "NumericGreaterThanEquals, 10, 9, false",
    "DateEquals, 2026-01-31T12:00:00Z, 2026-01-31T13:00:00+01:00, true",
    "DateEquals, 2026-01-31T12:00:00Z, 1769860800, true",
    "DateEquals, 1769860800, 2026-01-31T12:00Z, true",
    "DateEquals, 2026-01-31, 2026-01-31T00:00:00.000Z, true",
    "DateEquals, 2026-01-31, yesterday, false",
    "DateNotEquals, 2026-01-31, 2026-02-01, true",
    "DateNotEquals, 2026-01-31, 2026-01-31, false",
    "DateLessThan, 2026-01-31, 2026-01-30T23:59:59Z, true",
    "DateLessThan, 2026-01-31, 2026-01-31, false",
    "DateLessThanEquals, 2026-01-31, 2026-01-31, true",
    "DateLessThanEquals, 2026-01-31, 2026-02-01, false",
    "DateGreaterThan, 2026-01-31, 2026-01-31T00:00:01Z, true",
    "DateGreaterThan, 2026-01-31, 2026-01-31, false",
    "DateGreaterThanEquals, 2026-01-31, 2026-01-31, true",
    "DateGreaterThanEquals, 2026-01-31, 2026-01-30, false",
    "Bool, true, TRUE, true",
    "Bool, true, false, false",
    "Bool, false, false, true",
    "Bool, false, no, false",
  })
  void anOperatorComparesTheRequestsValue(
      String operator, String wanted, String actual, boolean holds) {
    String condition = "{'" + operator + "': {'s3:Value': '" + wanted + "'}}";

    assertThat(under(condition).evaluate(with("S3:value", actual)).allowed()).isEqualTo(holds);
    String ifExists = condition.replace(operator, operator + "IfExists");
    assertThat(under(ifExists).evaluate(with("s3:value", actual)).allowed()).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, x, false",
    "StringLike, *, false",
    "StringNotEquals, x, true",
    "StringNotLike, *, true",
    "NumericEquals, 1, false",
    "NumericLessThan, 1, false",
    "NumericNotEquals, 1, true",
    "DateGreaterThan, 2026-01-31, false",
    "DateNotEquals, 2026-01-31, true",
    "Bool, false, false",
    "ForAllValues:StringEquals, x, true",
    "ForAllValues:StringNotEquals, x, true",
    "ForAnyValue:StringEquals, x, false",
    "ForAnyValue:StringNotEquals, x, false",
    "Null, true, true",
    "Null, false, false",
  })
  void anAbsentKeyEqualsNothing(String operator, String wanted, boolean holds) {
    String condition = "{'" + operator + "': {'s3:value': '" + wanted + "'}}";

    assertThat(under(condition).evaluate(put("b/k")).allowed()).isEqualTo(holds);
    assertThat(under(condition).evaluate(with("s3:value")).allowed()).isEqualTo(holds);
    if (!operator.equals("Null")) {
      String ifExists = condition.replace(operator, operator + "IfExists");
      assertThat(under(ifExists).evaluate(put("b/k")).allowed()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "FALSE, true"})
  void nullAsksWhetherTheKeyIsThere(String absent, boolean holds) {
    SessionPolicy policy = under("{'Null': {'aws:TokenIssueTime': '" + absent + "'}}");

    assertThat(policy.evaluate(with("aws:TokenIssueTime", "2026-01-31")).allowed())
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"a, true, false", "b, true, false", "c, false, true"})
  void severalValuesInThePolicyAreOrAndForNegatedOperatorsNor(
      String actual, boolean equal, boolean unequal) {
    assertThat(
            under("{'StringEquals': {'s3:value': ['a', 'b']}}")
                .evaluate(with("s3:value", actual))
                .allowed())
        .isEqualTo(equal);
    assertThat(
            under("{'StringNotEquals': {'s3:value': ['a', 'b']}}")
                .evaluate(with("s3:value", actual))
                .allowed())
        .isEqualTo(unequal);
  }

  @ParameterizedTest
  @CsvSource({"x, y, 5, true", "z, y, 5, false", "x, z, 5, false", "x, y, 50, false"})
  void keysAndOperatorsAreAnd(String prefix, String type, String keys, boolean holds) {
    SessionPolicy policy =
        under(
            "{'StringEquals': {'s3:prefix': 'x', 's3:type': 'y'},"
                + " 'NumericLessThanEquals': {'s3:max-keys': 10}}");

    assertThat(
            policy
                .evaluate(with(Map.of("s3:prefix", prefix, "s3:type", type, "s3:max-keys", keys)))
                .allowed())
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "ForAllValues:StringEquals, a;b, true",
    "ForAllValues:StringEquals, a;c, false",
    "ForAllValues:StringEquals, '', true",
    "ForAnyValue:StringEquals, a;c, true",
    "ForAnyValue:StringEquals, c;d, false",
    "ForAnyValue:StringEquals, '', false",
    "ForAllValues:StringNotEquals, c;d, true",
    "ForAllValues:StringNotEquals, a;c, false",
    "ForAnyValue:StringNotEquals, a;c, true",
    "ForAnyValue:StringNotEquals, a;b, false",
    "ForAnyValue:StringNotEquals, '', false",
    "ForAllValues:StringLikeIfExists, a;c, false",
  })
  void setOperatorsLookAtEveryValueOfTheRequest(String operator, String values, boolean holds) {
    SessionPolicy policy = under("{'" + operator + "': {'s3:RequestObjectTagKeys': ['a', 'b']}}");

    assertThat(policy.evaluate(with("s3:RequestObjectTagKeys", values.split(";", -1))).allowed())
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"StringEquals", "StringLike", "StringEqualsIfExists"})
  void severalValuesWithoutASetOperatorEqualNothing(String operator) {
    AccessRequest two = with("s3:value", "a", "a");

    assertThat(under("{'" + operator + "': {'s3:value': 'a'}}").evaluate(two).allowed()).isFalse();
    String negated = operator.replace("String", "StringNot");
    assertThat(under("{'" + negated + "': {'s3:value': 'a'}}").evaluate(two).allowed()).isTrue();
  }

  @Test
  void numbersAndTruthValuesNeedNoQuotes() {
    SessionPolicy policy =
        under(
            "{'Bool': {'aws:SecureTransport': true},"
                + " 'NumericLessThan': {'s3:max-keys': [1.5, 3]},"
                + " 'Null': {'s3:prefix': [true]}}");

    Map<String, String> secure = Map.of("aws:SecureTransport", "true", "s3:max-keys", "2");
    assertThat(policy.evaluate(with(secure)).allowed()).isTrue();
    Map<String, String> plain = Map.of("aws:SecureTransport", "false", "s3:max-keys", "2");
    assertThat(policy.evaluate(with(plain)).allowed()).isFalse();
  }

  @Test
  void aNumberWithAHugeExponentIsComparedAtOnce() {
    SessionPolicy policy = under("{'NumericLessThan': {'s3:max-keys': 1e999999999}}");

    assertThat(policy.evaluate(with("s3:max-keys", "9e999999998")).allowed()).isTrue();
    assertThat(policy.evaluate(with("s3:max-keys", "2e999999999")).allowed()).isFalse();
  }
}
