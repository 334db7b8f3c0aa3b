package io.uploadgrants.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedPolicyTests {

  private static final String GOOD = "'Effect': 'Allow', 'Action': 's3:Get*', 'Resource': '*'";

  @Test
  void theStatementThatTheOthersBreakIsRead() {
    assertThatCode(() -> Policies.of("{" + GOOD + "}")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "{",
        "[",
        "// comment\n{}",
        "{'Version': '2012-10-17', 'Version': '2012-10-17'}",
        "{'Version': '2012-10-17', 'Statement': {'Effect': 'Deny', 'Effect': 'Allow'}}",
        "{'Version': '2012-10-17', 'Statement': {" + GOOD + "}} {}",
        "{'Version': '2012-10-17', 'Statement': {" + GOOD + "}} x",
        "{'Version': '2012-10-17', 'Statement': [{" + GOOD + "},]}",
      })
  void onlyStrictJsonIsRead(String text) {
    assertThatThrownBy(() -> Policies.parse(text)).isInstanceOf(MalformedPolicyException.class);
  }

  @Test
  void deepNestingIsRefusedAndNotFollowed() {
    String deep = "{'Version': '2012-10-17', 'Statement': " + "[".repeat(100_000);

    assertThatThrownBy(() -> Policies.parse(deep)).isInstanceOf(MalformedPolicyException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | JSON object",
        "[] | JSON object",
        "{} | The policy is empty",
        "{'Statement': []} | 2008-10-17",
        "{'Version': '2008-10-17', 'Statement': []} | 2012-10-17",
        "{'Version': 20121017, 'Statement': []} | Version is of the JSON type NUMBER",
        "{'Version': '2012-10-17'} | no Statement",
        "{'Version': '2012-10-17', 'Statement': []} | empty list",
        "{'Version': '2012-10-17', 'Statement': 's'} | Statement 1 is of the JSON type STRING",
        "{'Version': '2012-10-17', 'Statement': [[]]} | Statement 1 is of the JSON type ARRAY",
        "{'Version': '2012-10-17', 'statement': []} | 'statement'",
        "{'Version': '2012-10-17', 'Id': 1, 'Statement': []} | Id is of the JSON type NUMBER",
      })
  void thePolicysShapeIsChecked(String policy, String named) {
    assertThatThrownBy(() -> Policies.parse(policy))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Statement 1 is empty",
        "{'Principal': '*', GOOD} | element Principal",
        "{'NotPrincipal': '*', GOOD} | element NotPrincipal",
        "{'Conditions': {}, GOOD} | 'Conditions'",
        "{'Sid': 1, GOOD} | Sid is of the JSON type NUMBER",
        "{'Sid': 'a b', GOOD} | 'a b'",
        "{'Effect': 'allow', 'Action': '*', 'Resource': '*'} | 'allow'",
        "{'Action': '*', 'Resource': '*'} | Allow or Deny",
        "{'Effect': 'Allow', 'Resource': '*'} | neither Action nor NotAction",
        "{'NotAction': '*', GOOD} | both Action and NotAction",
        "{'Effect': 'Allow', 'Action': '*'} | neither Resource nor NotResource",
        "{'NotResource': '*', GOOD} | both Resource and NotResource",
        "{'Effect': 'Allow', 'Action': [], 'Resource': '*'} | Action is an empty list",
        "{'Effect': 'Allow', 'Action': '*', 'Resource': []} | Resource is an empty list",
        "{'Effect': 'Allow', 'Action': [1], 'Resource': '*'} | Action is of the JSON type NUMBER",
        "{'Effect': 'Allow', 'Action': null, 'Resource': '*'} | Action is of the JSON type NULL",
        "{'Effect': 'Allow', 'Action': {}, 'Resource': '*'} | Action is of the JSON type OBJECT",
        "{'Effect': 'Allow', 'Action': '*', 'Resource': [['*']]} | JSON type ARRAY",
        "{'Condition': [], GOOD} | Condition is of the JSON type ARRAY",
        "{'Condition': {}, GOOD} | Condition is empty",
      })
  void aStatementsShapeIsChecked(String statement, String named) {
    assertThatThrownBy(() -> Policies.of(statement.replace("GOOD", GOOD)))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining(named);
  }

  @Test
  void aSidIsUsedOnce() {
    String statement = "{'Sid': 'One', " + GOOD + "}";

    assertThatThrownBy(() -> Policies.of(statement, statement))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("Statement 2")
        .hasMessageContaining("'One'");
    assertThatCode(() -> Policies.of(statement, statement.replace("One", "Two")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PutObject",
        "s3",
        "s3:",
        ":PutObject",
        "*:*",
        "s?:Get",
        "s3:Put Object",
        "s3:a:b",
        "s3:${aws:username}",
        "**",
        "s3:Größe"
      })
  void anActionThatIamDoesNotKnowIsRefused(String action) {
    assertThatThrownBy(
            () -> Policies.of("{'Effect': 'Deny', 'Action': '" + action + "', 'Resource': '*'}"))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("service:Name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "**",
        "bucket/*",
        "arn:*",
        "arn:aws:s3:*",
        "arn:aws:s3:::",
        "ARN:aws:s3:::b",
        "arn:aws:*:::b",
        "arn:aws:s?:::b",
        "arn:aws::::b",
        " arn:aws:s3:::b",
        "*arn:aws:s3:::b"
      })
  void aResourceThatIsNoArnIsRefused(String resource) {
    assertThatThrownBy(() -> Policies.allowing(resource))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("ARN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IpAddress",
        "NotIpAddress",
        "BinaryEquals",
        "ArnEquals",
        "ArnLike",
        "StringMatches",
        "",
        "stringEquals",
        "IfExists",
        "ForAnyValue:",
        "ForSomeValues:StringEquals",
        "NullIfExists",
        "ForAllValues:Null",
        "ForAnyValue:ForAllValues:StringEquals",
        "StringEqualsIfExistsIfExists"
      })
  void anUnknownOperatorIsNamedAndRefused(String operator) {
    assertThatThrownBy(
            () -> Policies.under("{'" + operator + "': {'aws:SourceIp': ['10.0.0.0/8']}}"))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("'" + operator + "'")
        .hasMessageContaining("operator");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "prefix", "s3:", "ec2:Region", "s3prefix", "xs3:prefix", "s3:a,b", "s3:a\\n"})
  void anUnknownKeyIsNamedAndRefused(String key) {
    assertThatThrownBy(() -> Policies.under("{'StringEquals': {'" + key + "': 'x'}}"))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("condition key '");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'StringEquals': 'x'} | JSON type STRING",
        "{'StringEquals': {}} | is empty",
        "{'StringEquals': {'s3:prefix': []}} | is an empty list",
        "{'StringEquals': {'s3:prefix': null}} | JSON type NULL",
        "{'StringEquals': {'s3:prefix': {}}} | JSON type OBJECT",
        "{'StringEquals': {'s3:prefix': [['x']]}} | JSON type ARRAY",
        "{'StringEquals': {'s3:prefix': 'x', 'S3:Prefix': 'y'}} | twice",
        "{'StringLike': {'s3:prefix': '${aws:username'}} | ends with }",
        "{'NumericEquals': {'s3:max-keys': 'ten'}} | 'ten'",
        "{'NumericEquals': {'s3:max-keys': '1*'}} | '1*'",
        "{'NumericEquals': {'s3:max-keys': '${s3:prefix}'}} | neither wildcards nor variables",
        "{'DateEquals': {'aws:TokenIssueTime': 'today'}} | 'today'",
        "{'DateEquals': {'aws:TokenIssueTime': '2026'}} | '2026'",
        "{'DateEquals': {'aws:TokenIssueTime': '2026-02-30'}} | '2026-02-30'",
        "{'DateEquals': {'aws:TokenIssueTime': '2026-01-31T12:00:00'}} | '2026-01-31T12:00:00'",
        "{'Bool': {'aws:SecureTransport': 'yes'}} | 'yes'",
        "{'Bool': {'aws:SecureTransport': 1}} | '1'",
        "{'Null': {'aws:TokenIssueTime': 'no'}} | 'no'",
      })
  void aConditionsShapeAndValuesAreChecked(String condition, String named) {
    assertThatThrownBy(() -> Policies.under(condition))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'LONG': 1}",
        "{'Version': 'LONG', 'Statement': []}",
        "{'Version': '2012-10-17', 'Statement': {'Effect': 'LONG', 'Action': '*', 'Resource': '*'}}",
        "{'Version': '2012-10-17', 'Statement': {'Effect': 'Deny', 'Action': 'LONG', 'Resource': '*'}}",
        "{'Version': '2012-10-17', 'Statement': {'Effect': 'Deny', 'Action': '*', 'Resource': '${LONG'}}",
        "{'Version': '2012-10-17', 'Statement': {'Effect': 'Deny', 'Action': '*', 'Resource': '*',"
            + " 'Condition': {'LONG': {'s3:LONG': 'x'}}}}",
        "LONG",
        "{'LONG': 1, 'LONG': 2}",
      })
  void aMessageShowsLittleOfThePolicyAndNoControlCharacters(String policy) {
    String hostile = "Q\u001b[31m\u202e".repeat(2_000);
    Throwable refusal =
        catchThrowable(
            () ->
                SessionPolicy.parse(
                    policy
                        .replace('\'', '"')
                        .replace("LONG", hostile.replace("\u001b", "\\u001b"))));

    assertThat(refusal).isInstanceOf(MalformedPolicyException.class).hasNoCause();
    String message = String.valueOf(refusal.getMessage());
    assertThat(message).doesNotContain("\u001b", "\u202e", "\n").hasSizeLessThan(700);
    assertThat(message.chars().filter(each -> each == 'Q').count()).isLessThanOrEqualTo(40);
  }
}
