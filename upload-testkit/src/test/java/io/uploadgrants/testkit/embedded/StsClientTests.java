package io.uploadgrants.testkit.embedded;

import static io.uploadgrants.testkit.embedded.StsFixture.ROLE;
import static io.uploadgrants.testkit.policy.Decision.ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.testkit.embedded.iam.Session;
import io.uploadgrants.testkit.embedded.identity.WebIdentity;
import io.uploadgrants.testkit.embedded.query.QueryReply;
import io.uploadgrants.testkit.embedded.query.QueryRequest;
import io.uploadgrants.testkit.embedded.query.StsSigned;
import io.uploadgrants.testkit.policy.AccessRequest;
import io.uploadgrants.testkit.policy.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** What AWS's own client gets. */
class StsClientTests {

  private static final String ONE_PREFIX =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject",
       "Resource":"arn:aws:s3:::photos/users/${aws:PrincipalTag/team}/*"}]}
      """;

  @AutoClose private final StsFixture sts = new StsFixture();

  @Test
  void anAssumedRoleHasCredentialsAndIsWhoItSays() {
    AssumeRoleResponse answer =
        sts.client().assumeRole(r -> r.roleArn(ROLE).roleSessionName("alice@home"));

    assertThat(answer.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
    assertThat(answer.credentials().secretAccessKey()).hasSize(40);
    assertThat(answer.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/Uploader/alice@home");
    assertThat(answer.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{16}:alice@home");
    assertThat(answer.getValueForField("PackedPolicySize", Integer.class)).isEmpty();
    assertThat(answer.sourceIdentity()).isNull();
    assertThat(answer.responseMetadata().requestId()).hasSize(36);
    Session session = sts.session(answer.credentials().accessKeyId());
    assertThat(answer.credentials().expiration()).isEqualTo(session.expiresAt());
    assertThat(session.expiresAt()).isEqualTo(session.issuedAt().plusSeconds(3600));
    assertThat(session.policies()).isEmpty();
    assertThat(session.context())
        .containsEntry("aws:PrincipalArn", List.of(ROLE))
        .containsEntry("aws:PrincipalType", List.of("AssumedRole"))
        .containsEntry("aws:TokenIssueTime", List.of(session.issuedAt().toString()))
        .containsEntry("aws:userid", List.of(answer.assumedRoleUser().assumedRoleId()))
        .doesNotContainKeys("aws:SourceIdentity", "aws:FederatedProvider");

    GetCallerIdentityResponse identity = sts.client(answer.credentials()).getCallerIdentity();
    assertThat(identity.arn()).isEqualTo(answer.assumedRoleUser().arn());
    assertThat(identity.userId()).isEqualTo(answer.assumedRoleUser().assumedRoleId());
    assertThat(identity.account()).isEqualTo("123456789012");
  }

  @Test
  void aPolicyTagsAndASourceIdentityBecomeTheSessions() {
    AssumeRoleResponse answer =
        sts.client()
            .assumeRole(
                r ->
                    r.roleArn(ROLE)
                        .roleSessionName("alice")
                        .policy(ONE_PREFIX)
                        .durationSeconds(900)
                        .externalId("partner:42")
                        .sourceIdentity("alice@example.com")
                        .tags(tag("team", "röd + blå"), tag("empty", ""))
                        .transitiveTagKeys("team"));

    assertThat(answer.sourceIdentity()).isEqualTo("alice@example.com");
    assertThat(answer.getValueForField("PackedPolicySize", Integer.class)).isNotEmpty();
    Session session = sts.session(answer.credentials().accessKeyId());
    assertThat(session.context())
        .containsEntry("aws:SourceIdentity", List.of("alice@example.com"))
        .containsEntry("aws:PrincipalTag/team", List.of("röd + blå"))
        .containsEntry("aws:PrincipalTag/empty", List.of(""));
    assertThat(decide(session, "users/röd + blå/a.png")).isEqualTo(ALLOWED);
    assertThat(decide(session, "users/bob/a.png")).isNotEqualTo(ALLOWED);
  }

  @Test
  void anEmptyListOfTagsIsNone() {
    assertThat(
            sts.client()
                .assumeRole(
                    r ->
                        r.roleArn(ROLE)
                            .roleSessionName("alice")
                            .tags(List.of())
                            .transitiveTagKeys(List.of())
                            .policyArns(List.of()))
                .credentials())
        .isNotNull();
  }

  @Test
  void aChainKeepsSourceIdentityAndTransitiveTagsButNotThePolicy() {
    Credentials first =
        assume(
            sts.client(),
            AssumeRoleRequest.builder()
                .policy(
                    """
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                     "Action":"sts:*","Resource":"%s"}}
                    """
                        .formatted(ROLE))
                .sourceIdentity("alice")
                .tags(tag("team", "red"), tag("shift", "night"))
                .transitiveTagKeys("TEAM"));

    Credentials second = assume(sts.client(first), AssumeRoleRequest.builder());
    Credentials third =
        assume(sts.client(second), AssumeRoleRequest.builder().sourceIdentity("alice"));

    assertThat(List.of(second, third))
        .allSatisfy(
            each -> {
              Session session = sts.session(each.accessKeyId());
              assertThat(session.policies()).isEmpty();
              assertThat(session.context())
                  .containsEntry("aws:SourceIdentity", List.of("alice"))
                  .containsEntry("aws:PrincipalTag/team", List.of("red"))
                  .doesNotContainKey("aws:PrincipalTag/shift");
            });
    refused(
        "AccessDenied",
        403,
        "source identity",
        () -> assume(sts.client(third), AssumeRoleRequest.builder().sourceIdentity("bob")));
    refused(
        "ValidationError",
        400,
        "transitive",
        () -> assume(sts.client(third), AssumeRoleRequest.builder().tags(tag("Team", "blue"))));
    refused(
        "ValidationError",
        400,
        "1 hour session limit",
        () -> assume(sts.client(third), AssumeRoleRequest.builder().durationSeconds(3601)));
  }

  @Test
  void aSessionCantShedItsPolicyByAssumingARole() {
    StsClient limited =
        sts.client(assume(sts.client(), AssumeRoleRequest.builder().policy(ONE_PREFIX)));
    refused(
        "AccessDenied", 403, "sts:AssumeRole", () -> assume(limited, AssumeRoleRequest.builder()));

    String noTags =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*",
         "Condition":{"StringEquals":{"sts:RoleSessionName":"alice"}}}}
        """;
    StsClient untagged =
        sts.client(assume(sts.client(), AssumeRoleRequest.builder().policy(noTags)));
    assume(untagged, AssumeRoleRequest.builder());
    refused(
        "AccessDenied",
        403,
        "sts:TagSession",
        () -> assume(untagged, AssumeRoleRequest.builder().tags(tag("team", "red"))));
    refused(
        "AccessDenied",
        403,
        "sts:SetSourceIdentity",
        () -> assume(untagged, AssumeRoleRequest.builder().sourceIdentity("alice")));
    refused(
        "AccessDenied",
        403,
        "sts:AssumeRole",
        () -> untagged.assumeRole(r -> r.roleArn(ROLE).roleSessionName("bob")));
  }

  @Test
  void aWebIdentityBecomesASessionWithoutASignature() {
    AssumeRoleWithWebIdentityResponse answer =
        sts.client()
            .assumeRoleWithWebIdentity(
                r ->
                    r.roleArn(ROLE)
                        .roleSessionName("alice")
                        .webIdentityToken(StsFixture.GOOD_TOKEN)
                        .providerId("cognito-identity.amazonaws.com")
                        .durationSeconds(43_200)
                        .policy(ONE_PREFIX));

    assertThat(answer.subjectFromWebIdentityToken()).isEqualTo("eu-west-1:alice-7f3a");
    assertThat(answer.audience()).isEqualTo("eu-west-1:pool");
    assertThat(answer.provider()).isEqualTo("https://cognito-identity.amazonaws.com");
    Session session = sts.session(answer.credentials().accessKeyId());
    assertThat(session.policies()).hasSize(1);
    assertThat(Duration.between(session.issuedAt(), session.expiresAt())).hasHours(12);
    assertThat(session.context())
        .containsEntry("aws:FederatedProvider", List.of("cognito-identity.amazonaws.com"))
        .containsEntry("cognito-identity.amazonaws.com:sub", List.of("eu-west-1:alice-7f3a"))
        .containsEntry("cognito-identity.amazonaws.com:aud", List.of("eu-west-1:pool"))
        .containsEntry("cognito-identity.amazonaws.com:amr", List.of("authenticated", "<idp>"));
    assertThat(sts.client(answer.credentials()).getCallerIdentity().arn())
        .isEqualTo(answer.assumedRoleUser().arn());
  }

  @Test
  void aWebIdentityOfAnotherIssuerIsNamedByItsProvidersArn() {
    try (StsFixture other =
        new StsFixture(
            (token, now) ->
                Optional.of(new WebIdentity("sub-<1>&", "app", "https://id.example/a")))) {
      AssumeRoleWithWebIdentityResponse answer =
          other
              .client()
              .assumeRoleWithWebIdentity(
                  r -> r.roleArn(ROLE).roleSessionName("alice").webIdentityToken("any.token"));
      assertThat(answer.subjectFromWebIdentityToken()).isEqualTo("sub-<1>&");
      assertThat(other.session(answer.credentials().accessKeyId()).context())
          .containsEntry("id.example/a:sub", List.of("sub-<1>&"))
          .containsEntry(
              "aws:FederatedProvider",
              List.of("arn:aws:iam::123456789012:oidc-provider/id.example/a"));
    }
  }

  @Test
  void aTokenThatNobodyVerifiesIsRefusedWithTheRemedy() {
    try (StsFixture none = new StsFixture(QueryEndpoint.NO_WEB_IDENTITIES)) {
      assertThatThrownBy(() -> withToken(none.client(), StsFixture.GOOD_TOKEN))
          .isInstanceOf(InvalidIdentityTokenException.class)
          .hasMessageContaining("EmbeddedS3.builder().webIdentities(")
          .hasMessageNotContaining(StsFixture.GOOD_TOKEN);
    }
    assertThatThrownBy(() -> withToken(sts.client(), "another.token"))
        .isInstanceOf(InvalidIdentityTokenException.class);
    assertThatThrownBy(
            () ->
                sts.client()
                    .assumeRoleWithWebIdentity(
                        r ->
                            r.roleArn(ROLE)
                                .roleSessionName("alice")
                                .webIdentityToken(StsFixture.GOOD_TOKEN)
                                .providerId("www.amazon.com")))
        .isInstanceOf(InvalidIdentityTokenException.class);
  }

  @Test
  void aVerifierThatFailsIsNamedWithoutItsText() {
    try (StsFixture failing =
        new StsFixture(
            (token, now) -> {
              throw new IllegalStateException(token);
            })) {
      refused(
          "IDPCommunicationError",
          400,
          "IllegalStateException",
          () -> withToken(failing.client(), StsFixture.GOOD_TOKEN));
    }
  }

  @Test
  void aFederatedUserHasThePolicysRights() {
    GetFederationTokenResponse answer =
        sts.client()
            .getFederationToken(r -> r.name("alice").policy(ONE_PREFIX).tags(tag("team", "red")));

    assertThat(answer.federatedUser().arn())
        .isEqualTo("arn:aws:sts::000000000000:federated-user/alice");
    assertThat(answer.federatedUser().federatedUserId()).isEqualTo("000000000000:alice");
    assertThat(answer.getValueForField("PackedPolicySize", Integer.class)).isNotEmpty();
    Session session = sts.session(answer.credentials().accessKeyId());
    assertThat(Duration.between(session.issuedAt(), session.expiresAt())).hasHours(12);
    assertThat(decide(session, "users/red/a.png")).isEqualTo(ALLOWED);
    assertThat(decide(session, "users/bob/a.png")).isNotEqualTo(ALLOWED);
    assertThat(sts.client(answer.credentials()).getCallerIdentity().arn())
        .isEqualTo(answer.federatedUser().arn());
  }

  @Test
  void aFederatedUserWithoutAPolicyMayDoNothing() {
    GetFederationTokenResponse answer = sts.client().getFederationToken(r -> r.name("alice"));
    assertThat(decide(sts.session(answer.credentials().accessKeyId()), "users/red/a.png"))
        .isNotEqualTo(ALLOWED);
  }

  @Test
  void aFederatedUserAssumesNoRoleEvenIfItsPolicySaysSo() {
    StsClient federated =
        sts.client(
            sts.client()
                .getFederationToken(
                    r ->
                        r.name("alice")
                            .policy(
                                """
                                {"Version":"2012-10-17","Statement":
                                 {"Effect":"Allow","Action":"*","Resource":"*"}}
                                """))
                .credentials());
    refused("AccessDenied", 403, "federated", () -> assume(federated, AssumeRoleRequest.builder()));
  }

  @Test
  void aSessionGetsNoFederationToken() {
    StsClient session = sts.client(assume(sts.client(), AssumeRoleRequest.builder()));
    refused(
        "AccessDenied",
        403,
        "Cannot call GetFederationToken with session credentials",
        () -> session.getFederationToken(r -> r.name("alice")));
  }

  @Test
  void theServersOwnKeysAreAUser() {
    GetCallerIdentityResponse identity = sts.client().getCallerIdentity();
    assertThat(identity.arn()).isEqualTo("arn:aws:iam::000000000000:user/embedded");
    assertThat(identity.account()).isEqualTo("000000000000");
    assertThat(identity.userId()).matches("AIDA[A-Z2-7]{16}");
  }

  @Test
  void badPoliciesAreTheClientsOwnExceptions() {
    assertThatThrownBy(() -> assume(sts.client(), AssumeRoleRequest.builder().policy("{}")))
        .isInstanceOf(MalformedPolicyDocumentException.class);
    assertThatThrownBy(
            () -> assume(sts.client(), AssumeRoleRequest.builder().policy(" ".repeat(2049))))
        .isInstanceOf(PackedPolicyTooLargeException.class);
  }

  @Test
  void anotherActionIsRefused() {
    refused("InvalidAction", 400, "GetSessionToken", () -> sts.client().getSessionToken());
  }

  @Test
  void anExpiredSessionIsRefused() {
    Credentials session = assume(sts.client(), AssumeRoleRequest.builder().durationSeconds(900));
    Session issued = sts.session(session.accessKeyId());
    QueryRequest atTheEnd =
        StsSigned.post(Map.of("Action", "GetCallerIdentity", "Version", "2011-06-15"))
            .signedBy(StsFixture.sessionCredentials(session), issued.expiresAt());
    assertThat(sts.endpoint.handle(atTheEnd).status()).isEqualTo(200);
    sts.clock.advance(Duration.between(sts.clock.instant(), issued.expiresAt()));
    QueryReply reply = sts.endpoint.handle(atTheEnd);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body()).contains("<Code>ExpiredToken</Code>");
  }

  private static Credentials assume(StsClient client, AssumeRoleRequest.Builder request) {
    return client.assumeRole(request.roleArn(ROLE).roleSessionName("alice").build()).credentials();
  }

  private static void withToken(StsClient client, String token) {
    client.assumeRoleWithWebIdentity(
        r -> r.roleArn(ROLE).roleSessionName("alice").webIdentityToken(token));
  }

  private static void refused(String code, int status, String text, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StsException.class,
            refused -> {
              assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(refused.statusCode()).isEqualTo(status);
              assertThat(refused.awsErrorDetails().errorMessage()).contains(text);
              assertThat(refused.requestId()).hasSize(36);
            });
  }

  private static Decision decide(Session session, String key) {
    assertThat(session.policies()).hasSize(1);
    return session
        .policies()
        .get(0)
        .evaluate(
            new AccessRequest("s3:PutObject", "arn:aws:s3:::photos/" + key, session.context()));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
