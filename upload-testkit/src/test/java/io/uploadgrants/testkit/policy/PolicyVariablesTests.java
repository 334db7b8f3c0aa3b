package io.uploadgrants.testkit.policy;

import static io.uploadgrants.testkit.policy.Policies.allowing;
import static io.uploadgrants.testkit.policy.Policies.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyVariablesTests {

  private static final String OWN = "arn:aws:s3:::b/${aws:username}/*";

  @ParameterizedTest
  @CsvSource({
    "a${*}c, b/a*c, true",
    "a${*}c, b/abc, false",
    "a${?}c, b/a?c, true",
    "a${?}c, b/abc, false",
    "a${$}c, b/a$c, true",
    "${$}{aws:username}, b/${aws:username}, true",
    "${$}{aws:username}, b/alice, false",
    "a$c, b/a$c, true",
    "a$, b/a$, true",
    "a}c, b/a}c, true",
  })
  void escapesAreLiteralCharacters(String pattern, String object, boolean matches) {
    AccessRequest request = put(object, Map.of("aws:username", List.of("alice")));

    assertThat(allowing("arn:aws:s3:::b/" + pattern).evaluate(request).allowed())
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "alice, b/alice/x, true",
    "alice, b/bob/x, false",
    "*, b/alice/x, false",
    "*, b/*/x, true",
    "?, b/a/x, false",
    "${aws:userid}, b/AIDA/x, false",
    "${aws:userid}, b/${aws:userid}/x, true",
    "AROA:me, b/AROA:me/x, true",
  })
  void aVariablesValueIsPlainText(String name, String object, boolean matches) {
    AccessRequest request =
        put(object, Map.of("AWS:UserName", List.of(name), "aws:userid", List.of("AIDA")));

    assertThat(allowing(OWN).evaluate(request).allowed()).isEqualTo(matches);
  }

  @Test
  void aVariableWithoutAValueMatchesNothing() {
    for (List<String> none : List.of(List.<String>of(), List.of(""), List.of("u1", "u2"))) {
      for (String object : List.of("b//x", "b/u1/x", "b/${aws:username}/x")) {
        assertThat(allowing(OWN).evaluate(put(object, Map.of("aws:username", none))).allowed())
            .isFalse();
      }
    }
  }

  @Test
  void notResourceWithAVariableWithoutAValueLeavesNothingOut() {
    SessionPolicy policy =
        Policies.of(
            "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}",
            "{'Effect': 'Deny', 'Action': '*', 'NotResource': '" + OWN + "'}");

    assertThat(policy.evaluate(put("b/u1/x"))).isEqualTo(Decision.DENIED_EXPLICITLY);
    assertThat(policy.evaluate(put("b/u1/x", Map.of("aws:username", List.of("u1")))))
        .isEqualTo(Decision.ALLOWED);
  }

  @Test
  void aDefaultStandsInForAnAbsentValueOnly() {
    SessionPolicy policy = allowing("arn:aws:s3:::b-${aws:PrincipalTag/team, 'all}*'}/x");

    assertThat(policy.evaluate(put("b-all}*/x")).allowed()).isTrue();
    assertThat(policy.evaluate(put("b-all}zzz/x")).allowed()).isFalse();
    Map<String, List<String>> yellow = Map.of("aws:PrincipalTag/team", List.of("yellow"));
    assertThat(policy.evaluate(put("b-yellow/x", yellow)).allowed()).isTrue();
    assertThat(policy.evaluate(put("b-all}*/x", yellow)).allowed()).isFalse();
    Map<String, List<String>> two = Map.of("aws:PrincipalTag/team", List.of("x", "y"));
    assertThat(policy.evaluate(put("b-all}*/x", two)).allowed()).isFalse();
  }

  @Test
  void variablesStandInConditionsOnStringsToo() {
    SessionPolicy policy =
        Policies.under("{'StringLike': {'s3:prefix': ['${aws:username}/*', '${*}']}}");

    assertThat(allows(policy, "u1/x", "u1")).isTrue();
    assertThat(allows(policy, "u2/x", "u1")).isFalse();
    assertThat(allows(policy, "u1/x", "*")).isFalse();
    assertThat(allows(policy, "*", "u1")).isTrue();
    assertThat(allows(policy, "x", "u1")).isFalse();
  }

  @Test
  void inAConditionAVariableWithoutAValueEqualsNothingAndSoIsUnequal() {
    AccessRequest request = Policies.with("s3:prefix", "x");

    for (String operator : List.of("StringEquals", "StringLike", "StringEqualsIgnoreCase")) {
      assertThat(
              Policies.under("{'" + operator + "': {'s3:prefix': '${aws:username}'}}")
                  .evaluate(request)
                  .allowed())
          .as(operator)
          .isFalse();
      String negated = operator.replace("String", "StringNot");
      assertThat(
              Policies.under("{'" + negated + "': {'s3:prefix': '${aws:username}'}}")
                  .evaluate(request)
                  .allowed())
          .as(negated)
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3:::b/${aws:username",
        "arn:aws:s3:::b/${",
        "arn:aws:s3:::b/${aws:username, 'x}",
      })
  void aVariableThatDoesNotEndIsRefused(String resource) {
    assertThatThrownBy(() -> allowing(resource))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("ends with }");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${}",
        "${username}",
        "${aws:}",
        "${ec2:x}",
        "${aws:username,'x'}",
        "${**}",
        "${aws:${*}}"
      })
  void aVariableThatNoRequestHasIsRefused(String variable) {
    assertThatThrownBy(() -> allowing("arn:aws:s3:::b/" + variable + "/*"))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("condition key '");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3::${aws:PrincipalAccount}:b/x",
        "arn:${aws:x}:s3:::b/x",
        "arn:aws:s3:${*}::b/x"
      })
  void variablesBeforeTheFifthColonAreRefused(String resource) {
    assertThatThrownBy(() -> allowing(resource))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("only after its fifth colon");
  }

  private static boolean allows(SessionPolicy policy, String prefix, String username) {
    return policy
        .evaluate(Policies.with(Map.of("s3:prefix", prefix, "aws:username", username)))
        .allowed();
  }
}
