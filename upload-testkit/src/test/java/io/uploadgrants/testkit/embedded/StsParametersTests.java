package io.uploadgrants.testkit.embedded;

import static io.uploadgrants.testkit.embedded.StsFixture.ROLE;
import static io.uploadgrants.testkit.embedded.StsFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.embedded.query.QueryReply;
import io.uploadgrants.testkit.embedded.query.QueryRequest;
import io.uploadgrants.testkit.embedded.query.StsSigned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters have AWS's bounds, and none is ignored. */
class StsParametersTests {

  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";

  @AutoClose private final StsFixture sts = new StsFixture();

  @ParameterizedTest
  @CsvSource({
    "AssumeRole, 900, 43200",
    "AssumeRoleWithWebIdentity, 900, 43200",
    "GetFederationToken, 900, 129600"
  })
  void aDurationHasItsBounds(String action, int shortest, int longest) {
    for (int good : List.of(shortest, longest)) {
      accepted(action, Map.of("DurationSeconds", String.valueOf(good)));
    }
    for (int bad : List.of(shortest - 1, longest + 1, 0)) {
      refused(action, Map.of("DurationSeconds", String.valueOf(bad)), "ValidationError");
    }
    for (String bad : List.of("", "-900", "1e3", "900.0", " 900", "٩٠٠", "99999999999999999999")) {
      refused(action, Map.of("DurationSeconds", bad), "ValidationError");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a b", "a/b", "a:b", "a*b", "ä-name", "a\nb", "a<b", "${a}"})
  void aNameOutOfItsPatternIsRefused(String name) {
    refused("AssumeRole", Map.of("RoleSessionName", name), "ValidationError");
    refused("AssumeRole", Map.of("SourceIdentity", name), "ValidationError");
    refused("AssumeRoleWithWebIdentity", Map.of("RoleSessionName", name), "ValidationError");
    refused("GetFederationToken", Map.of("Name", name), "ValidationError");
  }

  @Test
  void aNameHasItsLength() {
    accepted("AssumeRole", Map.of("RoleSessionName", "n".repeat(64), "SourceIdentity", "=,"));
    refused("AssumeRole", Map.of("RoleSessionName", "n".repeat(65)), "ValidationError");
    refused("AssumeRole", Map.of("SourceIdentity", "n".repeat(65)), "ValidationError");
    accepted("GetFederationToken", Map.of("Name", "n".repeat(32)));
    refused("GetFederationToken", Map.of("Name", "n".repeat(33)), "ValidationError");
    accepted("AssumeRole", Map.of("ExternalId", "e".repeat(1224)));
    refused("AssumeRole", Map.of("ExternalId", "e".repeat(1225)), "ValidationError");
    refused("AssumeRole", Map.of("ExternalId", "a b"), "ValidationError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "role",
        "arn:aws:iam::123456789012:user/alice",
        "arn:aws:iam::12345678901:role/Uploader",
        "arn:aws:iam::123456789012:role/",
        "arn:aws:iam::123456789012:role/Up*",
        "arn:aws:iam::123456789012:role//a b",
        "arn:aws:sts::123456789012:assumed-role/Uploader/alice",
        "arn:other:iam::123456789012:role/Uploader"
      })
  void whatIsNoRolesArnIsRefused(String arn) {
    refused("AssumeRole", Map.of("RoleArn", arn), "ValidationError");
    refused("AssumeRoleWithWebIdentity", Map.of("RoleArn", arn), "ValidationError");
  }

  @Test
  void rolesOfOtherPartitionsKeepThem() {
    assertThat(
            accepted("AssumeRole", Map.of("RoleArn", "arn:aws-cn:iam::123456789012:role/Uploader")))
        .contains("<Arn>arn:aws-cn:sts::123456789012:assumed-role/Uploader/alice</Arn>");
    refused(
        "AssumeRole",
        Map.of("RoleArn", "arn:aws:iam::123456789012:role/" + "p/".repeat(1010)),
        "ValidationError");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AssumeRole", "AssumeRoleWithWebIdentity", "GetFederationToken"})
  void aPolicyHasItsLengthAndItsCharacters(String action) {
    String longest = POLICY + " ".repeat(2048 - POLICY.length());
    assertThat(accepted(action, Map.of("Policy", longest)))
        .contains("<PackedPolicySize>100</PackedPolicySize>");
    refused(action, Map.of("Policy", longest + " "), "PackedPolicyTooLarge");
    for (String bad :
        List.of("", "{", "[]", "null", POLICY + "x", POLICY + "\u0000", POLICY + "\u0100")) {
      refused(action, Map.of("Policy", bad), "MalformedPolicyDocument");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RoleArn", "RoleSessionName"})
  void aMissingParameterIsNamed(String name) {
    assertThat(refused(without(name), "ValidationError"))
        .contains(Character.toLowerCase(name.charAt(0)) + name.substring(1))
        .contains("Member must not be null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PolicyArns.member.1.arn",
        "SerialNumber",
        "TokenCode",
        "ProvidedContexts.member.1.ProviderArn",
        "policy",
        "Policy ",
        "Tags.member.2.Key",
        "Tags.member.1.Other",
        "Tags.member.01.Key",
        "TransitiveTagKeys.member.2",
        "Anything"
      })
  void aParameterThatHasNoEffectIsRefused(String name) {
    assertThat(refused("AssumeRole", Map.of(name, "123456789"), "ValidationError"))
        .contains("No parameter is ignored");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SourceIdentity", "ExternalId", "WebIdentityToken", "Tags.member.1.Key"})
  void aParameterOfAnotherActionIsRefused(String name) {
    refused("GetCallerIdentity", Map.of(name, "abcd"), "ValidationError");
    if (!name.equals("WebIdentityToken")) {
      refused("AssumeRoleWithWebIdentity", Map.of(name, "abcd"), "ValidationError");
    }
  }

  @Test
  void tagsHaveTheirNumberLengthsAndCharacters() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 1; i <= 50; i++) {
      tags.putAll(tag(i, "key" + i, "value"));
    }
    accepted("AssumeRole", tags);
    accepted("AssumeRole", tag(1, "k".repeat(128), "v".repeat(256)));
    tags.putAll(tag(51, "key51", "value"));
    refused("AssumeRole", tags, "ValidationError");
    refused("AssumeRole", tag(1, "k".repeat(129), ""), "ValidationError");
    refused("AssumeRole", tag(1, "k", "v".repeat(257)), "ValidationError");
    refused("AssumeRole", tag(1, "", "v"), "ValidationError");
    refused("AssumeRole", tag(1, "AWS:key", "v"), "ValidationError");
    refused("AssumeRole", tag(1, "k*", "v"), "ValidationError");
    refused("AssumeRole", tag(1, "k", "${v}"), "ValidationError");
    refused("AssumeRole", Map.of("Tags.member.1.Key", "k"), "ValidationError");
    refused("AssumeRole", Map.of("Tags.member.1.Value", "v"), "ValidationError");
    Map<String, String> twice = new LinkedHashMap<>(tag(1, "Team", "red"));
    twice.putAll(tag(2, "TEAM", "blue"));
    refused("AssumeRole", twice, "ValidationError");
    refused("GetFederationToken", twice, "ValidationError");
    refused("AssumeRole", Map.of("TransitiveTagKeys.member.1", "team"), "ValidationError");
  }

  @Test
  void aTokenHasItsLengthAndIsNeverShown() {
    for (String token : List.of("", "abc", "t".repeat(20_001), "some secret")) {
      String body =
          refused(
              "AssumeRoleWithWebIdentity", Map.of("WebIdentityToken", token), "ValidationError");
      if (token.length() > 4) {
        assertThat(body).doesNotContain(token.substring(0, 4));
      }
    }
  }

  @Test
  void aRepeatedParameterIsRefused() {
    String body = "Action=GetCallerIdentity&Version=2011-06-15&Version=2011-06-15";
    assertThat(reply(body)).contains("<Code>ValidationError</Code>").contains("twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "%ff", "%c0%af", "%ed%a0%80", "ä", "a b", "\u0000"})
  void whatIsNotEncodedIsRefused(String value) {
    assertThat(reply("Action=GetCallerIdentity&Version=2011-06-15&x=" + value))
        .contains("<Code>MalformedQueryString</Code>");
  }

  @Test
  void anotherVersionActionMethodPathOrTypeIsRefused() {
    assertThat(reply("Action=GetCallerIdentity")).contains("<Code>InvalidAction</Code>");
    assertThat(reply("Action=GetCallerIdentity&Version=2010-01-01"))
        .contains("<Code>InvalidAction</Code>");
    assertThat(reply("Action=%3Cb%3E%00&Version=2011-06-15"))
        .contains("<Code>InvalidAction</Code>")
        .contains("&lt;b&gt;\uFFFD");
    assertThat(reply("")).contains("<Code>InvalidAction</Code>");
    QueryRequest good =
        StsSigned.body("Action=GetCallerIdentity&Version=2011-06-15")
            .signedBy(ROOT, sts.clock.instant());
    assertThat(
            sts.endpoint.handle(new QueryRequest("PUT", "/", good.headers(), good.body())).status())
        .isEqualTo(405);
    assertThat(
            sts.endpoint
                .handle(new QueryRequest("POST", "/b", good.headers(), good.body()))
                .status())
        .isEqualTo(404);
    assertThat(
            sts.endpoint
                .handle(
                    new QueryRequest("POST", "/?Action=AssumeRole", good.headers(), good.body()))
                .status())
        .isEqualTo(400);
    assertThat(
            sts.endpoint
                .handle(StsSigned.header(good, "content-type", any -> "application/json"))
                .status())
        .isEqualTo(400);
    assertThat(
            sts.endpoint
                .handle(
                    new QueryRequest(
                        "GET",
                        "/?Action=GetCallerIdentity&Version=2011-06-15",
                        good.headers(),
                        good.body()))
                .status())
        .isEqualTo(400);
  }

  @Test
  void aBodyThatIsTooLongIsRefused() {
    assertThat(sts.endpoint.handle(StsSigned.body("x".repeat((1 << 20) + 1)).unsigned()).status())
        .isEqualTo(413);
  }

  private String accepted(String action, Map<String, String> changes) {
    QueryReply reply = sts.post(parameters(action, changes));
    assertThat(reply.body()).contains("<SecretAccessKey>");
    assertThat(reply.status()).isEqualTo(200);
    return reply.body();
  }

  private String refused(String action, Map<String, String> changes, String code) {
    return refused(parameters(action, changes), code);
  }

  private String refused(Map<String, String> all, String code) {
    QueryReply reply = sts.post(all);
    assertThat(reply.body()).as("%s", all).contains("<Code>" + code + "</Code>");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).doesNotContain("<SecretAccessKey>").hasSizeLessThan(1500);
    return reply.body();
  }

  private String reply(String body) {
    return sts.endpoint.handle(StsSigned.body(body).signedBy(ROOT, sts.clock.instant())).body();
  }

  private static Map<String, String> without(String name) {
    Map<String, String> all = parameters("AssumeRole", Map.of());
    all.remove(name);
    return all;
  }

  private static Map<String, String> parameters(String action, Map<String, String> changes) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Action", action);
    all.put("Version", "2011-06-15");
    if (action.startsWith("AssumeRole")) {
      all.put("RoleArn", ROLE);
      all.put("RoleSessionName", "alice");
    }
    if (action.equals("AssumeRoleWithWebIdentity")) {
      all.put("WebIdentityToken", StsFixture.GOOD_TOKEN);
    }
    if (action.equals("GetFederationToken")) {
      all.put("Name", "alice");
    }
    all.putAll(changes);
    return all;
  }

  private static Map<String, String> tag(int number, String key, String value) {
    return Map.of("Tags.member." + number + ".Key", key, "Tags.member." + number + ".Value", value);
  }
}
