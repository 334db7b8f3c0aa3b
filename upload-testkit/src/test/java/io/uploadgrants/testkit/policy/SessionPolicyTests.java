package io.uploadgrants.testkit.policy;

import static io.uploadgrants.testkit.policy.Decision.ALLOWED;
import static io.uploadgrants.testkit.policy.Decision.DENIED_EXPLICITLY;
import static io.uploadgrants.testkit.policy.Decision.DENIED_IMPLICITLY;
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

class SessionPolicyTests {

  private static final String ALLOW = "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}";

  @Test
  void whatNoStatementAllowsIsDenied() {
    SessionPolicy policy = allowing("arn:aws:s3:::photos/u1/*");

    assertThat(policy.evaluate(put("photos/u1/a.png"))).isEqualTo(ALLOWED);
    assertThat(policy.evaluate(put("photos/u2/a.png"))).isEqualTo(DENIED_IMPLICITLY);
    assertThat(ALLOWED.allowed()).isTrue();
    assertThat(DENIED_IMPLICITLY.allowed()).isFalse();
    assertThat(DENIED_EXPLICITLY.allowed()).isFalse();
  }

  @Test
  void anExplicitDenyWinsWhereverItStands() {
    String deny = "{'Effect': 'Deny', 'Action': 's3:Put*', 'Resource': 'arn:aws:s3:::b/secret/*'}";

    for (SessionPolicy policy : List.of(Policies.of(ALLOW, deny), Policies.of(deny, ALLOW))) {
      assertThat(policy.evaluate(put("b/secret/x"))).isEqualTo(DENIED_EXPLICITLY);
      assertThat(policy.evaluate(put("b/open/x"))).isEqualTo(ALLOWED);
    }
  }

  @Test
  void aDenyThatDoesNotMatchAllowsNothing() {
    SessionPolicy policy =
        Policies.of("{'Effect': 'Deny', 'Action': 's3:GetObject', 'Resource': '*'}");

    assertThat(policy.evaluate(put("b/k"))).isEqualTo(DENIED_IMPLICITLY);
  }

  @ParameterizedTest
  @CsvSource({
    "s3:PutObject, true",
    "S3:putobject, true",
    "s3:Put*, true",
    "s3:P?tObject, true",
    "s3:*, true",
    "*, true",
    "s3:PutObjectAcl, false",
    "s3:PutObjec, false",
    "s3:PutObject?, false",
    "ec2:*, false",
  })
  void anActionMatchesWithWildcardsAndInAnyCase(String action, boolean matches) {
    SessionPolicy policy =
        Policies.of("{'Effect': 'Allow', 'Action': ['" + action + "'], 'Resource': '*'}");

    assertThat(policy.evaluate(put("b/k")).allowed()).isEqualTo(matches);
  }

  @Test
  void notActionAndNotResourceAreAboutEverythingElse() {
    SessionPolicy policy =
        Policies.of(
            "{'Effect': 'Allow', 'NotAction': ['s3:GetObject', 's3:Delete*'],"
                + " 'NotResource': 'arn:aws:s3:::b/secret/*'}");

    assertThat(policy.evaluate(put("b/open"))).isEqualTo(ALLOWED);
    assertThat(policy.evaluate(put("b/secret/x"))).isEqualTo(DENIED_IMPLICITLY);
    assertThat(policy.evaluate(new AccessRequest("s3:GetObject", "arn:aws:s3:::b/open", Map.of())))
        .isEqualTo(DENIED_IMPLICITLY);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::b/*, b/x/y:z, true",
    "arn:aws:s3:::b/*, b/, true",
    "arn:aws:s3:::b/*, b, false",
    "arn:aws:s3:::b/?, b/x, true",
    "arn:aws:s3:::b/?, b/😀, true",
    "arn:aws:s3:::b/?, b/xy, false",
    "arn:aws:s3:::b/?, b/, false",
    "arn:aws:s3:::b/A, b/a, false",
    "arn:aws:s3:::b/*/test/*, b/1/2/test/3/o, true",
    "arn:aws:s3:::b/*/test/*, b//test/, true",
    "arn:aws:s3:::b/*/test/*, b/test/o, false",
    "arn:*:s3:::b/x, b/x, true",
    "arn:a?s:s3:::b/x, b/x, true",
    "arn:aws-cn:s3:::b/x, b/x, false",
    "arn:aws:s3:*:*:b/x, b/x, true",
    "arn:aws:s3:?::b/x, b/x, false",
    "arn:aws:ec2:::b/x, b/x, false",
    "*, b/x, true",
  })
  void aResourceMatchesWithWildcardsAndInItsCase(String pattern, String object, boolean matches) {
    assertThat(allowing(pattern).evaluate(put(object)).allowed()).isEqualTo(matches);
  }

  @Test
  void inAnArnsBeginningOnlyAStarAtAPartsEndReachesBeyondColons() {
    AccessRequest hostile = put("evil/x:photos/a");

    assertThat(allowing("arn:aws:s3:*:*:photos/a").evaluate(hostile)).isEqualTo(ALLOWED);
    assertThat(allowing("arn:aws:s3::*l/x:photos/a").evaluate(hostile))
        .isEqualTo(DENIED_IMPLICITLY);
    assertThat(allowing("arn:aws:s3:::*:photos/a").evaluate(hostile)).isEqualTo(ALLOWED);
    assertThat(allowing("arn:aws:s3::?vil/x:photos/a").evaluate(hostile))
        .isEqualTo(DENIED_IMPLICITLY);
  }

  @Test
  void aRequestWithoutAResourceMatchesOnlyAStar() {
    AccessRequest list = new AccessRequest("s3:ListAllMyBuckets", "*", Map.of());

    assertThat(allowing("*").evaluate(list)).isEqualTo(ALLOWED);
    assertThat(allowing("arn:aws:s3:::*").evaluate(list)).isEqualTo(DENIED_IMPLICITLY);
  }

  @Test
  void oneStatementNeedsNoList() {
    assertThat(
            Policies.parse("{'Version': '2012-10-17', 'Id': 'x', 'Statement': " + ALLOW + "}")
                .evaluate(put("b/k")))
        .isEqualTo(ALLOWED);
  }

  @Test
  void itsTextShowsNothingOfThePolicy() {
    assertThat(allowing("arn:aws:s3:::photos/u1/*")).hasToString("SessionPolicy[statements=1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PutObject", "s3:", "s3:*", "s3:Put Object", "s3:PutObject\n"})
  void aRequestHasOneActionWithoutWildcards(String action) {
    assertThatThrownBy(() -> new AccessRequest(action, "*", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("service:Name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "photos/a.png", "arn:aws:s3", "arn:aws:s3::photos", "ARN:aws:s3:::b"})
  void aRequestsResourceIsAnArn(String resource) {
    assertThatThrownBy(() -> new AccessRequest("s3:PutObject", resource, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ARN");
  }

  @Test
  void aRequestsContextHasEachKeyOnce() {
    assertThatThrownBy(
            () -> put("b/k", Map.of("s3:prefix", List.of("a"), "S3:Prefix", List.of("b"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }
}
