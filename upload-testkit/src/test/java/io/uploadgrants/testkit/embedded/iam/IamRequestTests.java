package io.uploadgrants.testkit.embedded.iam;

import static io.uploadgrants.testkit.embedded.StsFixture.ROLE;
import static io.uploadgrants.testkit.embedded.StsFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.embedded.Iams;
import io.uploadgrants.testkit.embedded.StsFixture;
import io.uploadgrants.testkit.embedded.query.QueryReply;
import io.uploadgrants.testkit.embedded.query.QueryRequest;
import io.uploadgrants.testkit.embedded.query.StsSigned;
import io.uploadgrants.testkit.policy.AccessRequest;
import io.uploadgrants.testkit.policy.Decision;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** What no client would send to IAM is refused, and changes nothing. */
class IamRequestTests {

  private static final Map<String, String> PUT =
      Map.of(
          "Action", "PutRolePolicy",
          "Version", "2010-05-08",
          "RoleName", "Uploader",
          "PolicyName", "p",
          "PolicyDocument", Iams.policy(Iams.deny("*", "*")));

  @AutoClose private final StsFixture server = new StsFixture();

  @AfterEach
  void nothingWasPut() {
    assertThat(server.roles.of("Uploader").names()).isEmpty();
  }

  @Test
  void anAnswerIsInIamsNamespaceAndAnActionWithoutResultHasNone() {
    Map<String, String> put = changed("RoleName", "Other");
    QueryReply reply = server.handle(signed(put, ROOT));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .startsWith(
            "<PutRolePolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                + "<ResponseMetadata><RequestId>");
    assertThat(server.roles.of("Other").names()).containsExactly("p");
    assertThat(refused(StsSigned.post(PUT).unsigned(), 403, "MissingAuthenticationToken"))
        .startsWith("<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error>")
        .contains("<Type>Sender</Type>");
  }

  @Test
  void anUnsignedAForgedOrAnAlteredRequestIsRefused() {
    refused(StsSigned.get(PUT).unsigned(), 403, "MissingAuthenticationToken");
    AwsBasicCredentials forged = AwsBasicCredentials.create(ROOT.accessKeyId(), "another");
    refused(signed(PUT, forged), 403, "SignatureDoesNotMatch");
    refused(
        signed(PUT, AwsBasicCredentials.create("ASIAUNKNOWN", "x")), 403, "InvalidClientTokenId");
    QueryRequest other = signed(changed("RoleName", "Other"), ROOT);
    QueryRequest moved = new QueryRequest("POST", "/", other.headers(), signed(PUT, ROOT).body());
    refused(moved, 403, "SignatureDoesNotMatch");
    refused(
        StsSigned.post(PUT)
            .service("iam")
            .signedBy(ROOT, server.clock.instant().minus(Duration.ofMinutes(16))),
        403,
        "SignatureDoesNotMatch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sts", "s3"})
  void aSignatureForAnotherServiceIsRefused(String service) {
    QueryRequest request =
        StsSigned.post(PUT).service(service).signedBy(ROOT, server.clock.instant());
    assertThat(refused(request, 403, "SignatureDoesNotMatch")).contains("correct service: 'iam'");
  }

  @Test
  void aSignatureForIamIsNoneForSts() {
    QueryRequest request =
        signed(Map.of("Action", "GetCallerIdentity", "Version", "2011-06-15"), ROOT);
    assertThat(refused(request, 403, "SignatureDoesNotMatch")).contains("correct service: 'sts'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2011-06-15", "2010-05-09"})
  void anActionBelongsToItsVersion(String version) {
    refused(signed(changed("Version", version), ROOT), 400, "InvalidAction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "putRolePolicy", "AssumeRole", "PutUserPolicy", "AttachRolePolicy"})
  void anUnknownActionIsRefused(String action) {
    assertThat(refused(signed(changed("Action", action), ROOT), 400, "InvalidAction"))
        .contains("PutRolePolicy of Version=2010-05-08");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PermissionsBoundary", "policyName", "Marker", "Path", "Tags.member.1.Key"})
  void aParameterThatHasNoEffectIsRefused(String name) {
    assertThat(refused(signed(changed(name, "x"), ROOT), 400, "ValidationError"))
        .contains("No parameter is ignored");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RoleName", "PolicyName", "PolicyDocument"})
  void aMissingParameterIsNamed(String name) {
    Map<String, String> less = new HashMap<>(PUT);
    less.remove(name);
    assertThat(refused(signed(less, ROOT), 400, "ValidationError")).contains("not be null");
  }

  @Test
  void aFederatedUserMayNotEvenIfItsPolicySaysSo() {
    String body =
        server
            .post(
                Map.of(
                    "Action", "GetFederationToken",
                    "Version", "2011-06-15",
                    "Name", "alice",
                    "Policy", Iams.policy(Iams.allow("*", "*"))))
            .body();
    refused(signed(PUT, credentials(body)), 403, "AccessDenied");
  }

  @Test
  void anExpiredSessionAndOneWithoutItsTokenMayNot() {
    AwsSessionCredentials session = assumed();
    refused(
        signed(PUT, AwsBasicCredentials.create(session.accessKeyId(), session.secretAccessKey())),
        403,
        "InvalidClientTokenId");
    server.clock.advance(Duration.ofHours(1));
    refused(signed(PUT, session), 403, "ExpiredToken");
  }

  @Test
  void aConditionOnTheTimeOrTheAddressHoldsForIamToo() {
    for (String condition :
        List.of(
            "\"DateGreaterThan\":{\"aws:CurrentTime\":\"2026-01-01T00:00:00Z\"}",
            "\"NumericGreaterThan\":{\"aws:EpochTime\":1}",
            "\"StringEquals\":{\"aws:SourceIp\":\"127.0.0.1\"}",
            "\"Bool\":{\"aws:SecureTransport\":false}",
            "\"StringEquals\":{\"aws:PrincipalArn\":\"" + ROLE + "\"}")) {
      AwsSessionCredentials session = assumed();
      server.roles.put("Uploader", "deny", Iams.policy(Iams.denyIf(condition)));
      refused(signed(PUT, session), 403, "AccessDenied");
      server.roles.delete("Uploader", "deny");
    }
  }

  @Test
  void aDenyOfARolesOwnArnHoldsWithItsPath() {
    AwsSessionCredentials session = assumed();
    server.roles.put("Uploader", "deny", Iams.policy(Iams.deny("iam:*", ROLE)));
    refused(signed(PUT, session), 403, "AccessDenied");
    server.roles.delete("Uploader", "deny");
  }

  @Test
  void noTextShowsADocument() {
    InlinePolicy policy =
        InlinePolicy.parse(Iams.policy(Iams.allow("s3:*", "arn:aws:s3:::secret")));
    assertThat(policy.toString()).doesNotContain("secret");
    assertThat(InlinePolicies.NONE.with("r", "p", policy).toString()).doesNotContain("secret");
    assertThat(policy.policy().evaluate(new AccessRequest("s3:X", "arn:aws:s3:::secret", Map.of())))
        .isEqualTo(Decision.ALLOWED);
  }

  private AwsSessionCredentials assumed() {
    return credentials(
        server
            .post(
                Map.of(
                    "Action", "AssumeRole",
                    "Version", "2011-06-15",
                    "RoleArn", ROLE,
                    "RoleSessionName", "alice"))
            .body());
  }

  private static AwsSessionCredentials credentials(String body) {
    return AwsSessionCredentials.create(
        text(body, "AccessKeyId"), text(body, "SecretAccessKey"), text(body, "SessionToken"));
  }

  private static String text(String body, String element) {
    return body.replaceAll("(?s).*<" + element + ">(.*)</" + element + ">.*", "$1");
  }

  private QueryRequest signed(Map<String, String> parameters, AwsCredentials credentials) {
    return StsSigned.post(parameters).service("iam").signedBy(credentials, server.clock.instant());
  }

  private static Map<String, String> changed(String name, String value) {
    Map<String, String> all = new HashMap<>(PUT);
    all.put(name, value);
    return all;
  }

  private String refused(QueryRequest request, int status, String code) {
    QueryReply reply = server.handle(request);
    assertThat(reply.body()).contains("<Code>" + code + "</Code>");
    assertThat(reply.status()).isEqualTo(status);
    return reply.body();
  }
}
