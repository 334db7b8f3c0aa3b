package io.uploadgrants.testkit.policy;

import static io.uploadgrants.testkit.policy.Decision.ALLOWED;
import static io.uploadgrants.testkit.policy.Decision.DENIED_EXPLICITLY;
import static io.uploadgrants.testkit.policy.Decision.DENIED_IMPLICITLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the IAM User Guide says of its own examples. */
class AwsPolicyExamplesTests {

  /** "Variables and tags": one policy for a group, each user in an own prefix. */
  @Test
  void eachUserListsAndWritesBelowTheOwnName() {
    SessionPolicy policy =
        Policies.of(
            """
            {'Action': ['s3:ListBucket'], 'Effect': 'Allow', 'Resource': ['arn:aws:s3:::mybucket'],
             'Condition': {'StringLike': {'s3:prefix': ['${aws:username}/*']}}}""",
            """
            {'Action': ['s3:GetObject', 's3:PutObject'], 'Effect': 'Allow',
             'Resource': ['arn:aws:s3:::mybucket/${aws:username}/*']}""");

    assertThat(policy.evaluate(request("s3:PutObject", "mybucket/David/x", "David", "")))
        .isEqualTo(ALLOWED);
    assertThat(policy.evaluate(request("s3:PutObject", "mybucket/Adele/x", "David", "")))
        .isEqualTo(DENIED_IMPLICITLY);
    assertThat(policy.evaluate(request("s3:ListBucket", "mybucket", "David", "David/x")))
        .isEqualTo(ALLOWED);
    assertThat(policy.evaluate(request("s3:ListBucket", "mybucket", "David", "")))
        .isEqualTo(DENIED_IMPLICITLY);
    assertThat(policy.evaluate(request("s3:DeleteObject", "mybucket/David/x", "David", "")))
        .isEqualTo(DENIED_IMPLICITLY);
  }

  /** "Policy variables with no value": denied when the principal has no Team. */
  @ParameterizedTest
  @CsvSource({"red, red, ALLOWED", "red, blue, DENIED_EXPLICITLY", ", red, DENIED_EXPLICITLY"})
  void aTagThatIsNotSetIsUnequal(String principal, String object, Decision decision) {
    SessionPolicy policy =
        Policies.of(
            "{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}",
            """
            {'Effect': 'Deny', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::example-bucket/*',
             'Condition': {'StringNotEquals':
               {'s3:ExistingObjectTag/Team': '${aws:PrincipalTag/Team}'}}}""");
    Map<String, List<String>> context =
        Map.of(
            "s3:ExistingObjectTag/Team",
            List.of(object),
            "aws:PrincipalTag/Team",
            principal == null ? List.of() : List.of(principal));

    assertThat(
            policy.evaluate(
                new AccessRequest("s3:GetObject", "arn:aws:s3:::example-bucket/k", context)))
        .isEqualTo(decision);
  }

  /** "Specifying default values": users without a team see the company's bucket only. */
  @ParameterizedTest
  @CsvSource({
    "yellow, DOC-EXAMPLE-BUCKET-yellow, true",
    "yellow, DOC-EXAMPLE-BUCKET-company-wide, false",
    ", DOC-EXAMPLE-BUCKET-company-wide, true",
    ", DOC-EXAMPLE-BUCKET-yellow, false",
  })
  void aTeamHasADefault(String team, String bucket, boolean allowed) {
    SessionPolicy policy =
        Policies.allowing(
            "arn:aws:s3:::DOC-EXAMPLE-BUCKET-${aws:PrincipalTag/team, 'company-wide'}");

    assertThat(
            policy
                .evaluate(
                    Policies.put(
                        bucket,
                        Map.of("aws:PrincipalTag/team", team == null ? List.of() : List.of(team))))
                .allowed())
        .isEqualTo(allowed);
  }

  /** "Multivalued context keys": the request's values against ID, Message, Tags. */
  @ParameterizedTest
  @CsvSource({"Message;Tags, true", "Message;Tags;ID, true", "Message;UserName, false", "'', true"})
  void forAllValuesAllowsSubsets(String attributes, boolean allowed) {
    SessionPolicy policy =
        Policies.under("{'ForAllValues:StringEquals': {'aws:TagKeys': ['ID', 'Message', 'Tags']}}");

    assertThat(policy.evaluate(Policies.with("aws:TagKeys", attributes.split(";"))).allowed())
        .isEqualTo(allowed);
  }

  /** "Multivalued context keys": ID and PostDateTime may not be among the values. */
  @ParameterizedTest
  @CsvSource({
    "PostDateTime;Message, DENIED_EXPLICITLY",
    "UserName, ALLOWED",
    "UserName;Message;PostDateTime, DENIED_EXPLICITLY",
    "'', ALLOWED",
  })
  void forAnyValueDeniesOneOfThem(String attributes, Decision decision) {
    SessionPolicy policy =
        Policies.of(
            "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}",
            """
            {'Effect': 'Deny', 'Action': 's3:PutObject', 'Resource': '*', 'Condition':
              {'ForAnyValue:StringEquals': {'aws:TagKeys': ['ID', 'PostDateTime']}}}""");

    assertThat(policy.evaluate(Policies.with("aws:TagKeys", attributes.split(";"))))
        .isEqualTo(decision);
  }

  /** "Boolean condition operators": nothing without TLS. */
  @ParameterizedTest
  @CsvSource({"false, DENIED_EXPLICITLY", "true, DENIED_IMPLICITLY"})
  void plainHttpIsDenied(String tls, Decision decision) {
    SessionPolicy policy =
        Policies.of(
            """
            {'Sid': 'BooleanExample', 'Action': 's3:*', 'Effect': 'Deny',
             'Resource': ['arn:aws:s3:::DOC-EXAMPLE-BUCKET', 'arn:aws:s3:::DOC-EXAMPLE-BUCKET/*'],
             'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}""");

    assertThat(
            policy.evaluate(
                Policies.put("DOC-EXAMPLE-BUCKET/k", Map.of("aws:SecureTransport", List.of(tls)))))
        .isEqualTo(decision);
  }

  /** "Condition operator to check existence": no temporary credentials. */
  @Test
  void nullTellsTemporaryCredentials() {
    SessionPolicy policy = Policies.under("{'Null': {'aws:TokenIssueTime': 'true'}}");

    assertThat(policy.evaluate(Policies.put("b/k"))).isEqualTo(ALLOWED);
    assertThat(policy.evaluate(Policies.with("aws:TokenIssueTime", "2026-01-31T12:00:00Z")))
        .isEqualTo(DENIED_IMPLICITLY);
  }

  /** "IfExists" under Deny: a negated operator still denies when the key is missing. */
  @Test
  void aNegatedOperatorWithIfExistsDeniesWithoutTheKey() {
    SessionPolicy policy =
        Policies.of(
            """
            {'Effect': 'Deny', 'Action': '*', 'Resource': '*', 'Condition':
              {'StringNotEqualsIfExists': {'aws:PrincipalTag/job': 'admin'}}}""");

    assertThat(policy.evaluate(Policies.put("b/k"))).isEqualTo(DENIED_EXPLICITLY);
    assertThat(policy.evaluate(Policies.with("aws:PrincipalTag/job", "admin")))
        .isEqualTo(DENIED_IMPLICITLY);
  }

  private static AccessRequest request(
      String action, String bucketAndKey, String username, String prefix) {
    return new AccessRequest(
        action,
        "arn:aws:s3:::" + bucketAndKey,
        Map.of("aws:username", List.of(username), "s3:prefix", List.of(prefix)));
  }
}
