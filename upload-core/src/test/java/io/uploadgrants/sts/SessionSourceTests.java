package io.uploadgrants.sts;

import static io.uploadgrants.TestGrants.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.iam.ExternalId;
import io.uploadgrants.iam.RoleArn;
import io.uploadgrants.iam.SessionName;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What STS is asked, and what it isn't even asked. */
class SessionSourceTests {

  private static final String POLICY = "{\"Version\":\"2012-10-17\"}";

  @AutoClose private final StubSts sts = new StubSts(NOW);

  private static SessionRequest request(
      @Nullable String subject, Map<String, String> logins, Duration duration) {
    return new SessionRequest(
        "doc", subject, logins, "users/a/", key -> POLICY + "/*" + key + "*/", duration);
  }

  private static SessionRequest request(@Nullable String subject) {
    return request(subject, Map.of(), Duration.ofMinutes(15));
  }

  private IssuedSession issue(SessionSource source, SessionRequest request) {
    return SubjectSessions.of(source).build().session(request, NOW);
  }

  private Map<String, String> asked() {
    assertThat(sts.calls()).hasSize(1);
    return sts.calls().get(0);
  }

  private <E extends UploadException> E refused(
      Class<E> type, SessionSource source, SessionRequest request) {
    Throwable failed = catchThrowable(() -> issue(source, request));
    assertThat(failed).isInstanceOf(type);
    assertThat(sts.calls()).as("no call reached STS").isEmpty();
    return type.cast(failed);
  }

  private static void assertMisconfigured(Runnable set, String setting, String... texts) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(set::run)
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(failed.setting()).isEqualTo(setting);
              assertThat(failed.getMessage()).contains(texts);
            });
  }

  @Nested
  class AssumingARole {

    @Test
    void asksForTheSubjectsSession() {
      IssuedSession session = issue(sts.role(), request("alice@example.com"));
      assertThat(asked())
          .containsEntry("Action", "AssumeRole")
          .containsEntry("RoleArn", StubSts.ROLE)
          .containsEntry("RoleSessionName", "alice@example.com")
          .containsEntry("SourceIdentity", "alice@example.com")
          .containsEntry("DurationSeconds", "900")
          .containsEntry("Policy", POLICY + "/*users/a/*/")
          .doesNotContainKeys("ExternalId", "Tags.member.1.Key");
      assertThat(session.key()).isEqualTo("users/a/");
      assertThat(session.identityId()).isNull();
      assertThat(session.expiresAt()).isEqualTo(NOW.plusSeconds(900));
      assertThat(session.credentials().expirationTime()).contains(session.expiresAt());
      assertThat(session.credentials().accessKeyId()).isEqualTo("ASIA1");
      assertThat(session.credentials().secretAccessKey()).isEqualTo(StubSts.SECRET + "1");
      assertThat(session.credentials().sessionToken()).isEqualTo(StubSts.TOKEN + "1");
    }

    @Test
    void namesASubjectInStsAlphabet() {
      for (String subject :
          List.of(
              "a", "ünï/*?${aws:username}", "x".repeat(1_024), "a b", "\uD83D\uDE80", "=guest")) {
        issue(sts.role(), request(subject));
        assertThat(sts.calls().get(sts.calls().size() - 1))
            .containsEntry("RoleSessionName", SessionName.of(subject))
            .containsEntry("SourceIdentity", SessionName.of(subject))
            .satisfies(
                call -> assertThat(call.get("RoleSessionName")).matches("[\\w+=,.@-]{2,64}"));
      }
      issue(sts.role(), request(null));
      assertThat(sts.calls().get(sts.calls().size() - 1))
          .containsEntry("RoleSessionName", "=guest");
    }

    @Test
    void setsWhatItIsTold() {
      AssumeRoleSource role =
          AssumeRoleSource.of(StubSts.ROLE)
              .client(sts.client())
              .externalId("partner:42")
              .sourceIdentity(false)
              .sessionTags(
                  request -> Map.of("profile", request.profile(), "team", "röd + blå", "empty", ""))
              .build();
      issue(role, request("alice"));
      assertThat(asked())
          .containsEntry("ExternalId", "partner:42")
          .containsEntry("Tags.member.1.Key", "empty")
          .containsEntry("Tags.member.1.Value", "")
          .containsEntry("Tags.member.2.Key", "profile")
          .containsEntry("Tags.member.2.Value", "doc")
          .containsEntry("Tags.member.3.Value", "röd + blå")
          .doesNotContainKey("SourceIdentity");
    }

    @Test
    void refusesTagsThatStsWouldRefuse() {
      Map<String, String> many = new HashMap<>();
      for (int i = 0; i < 51; i++) {
        many.put("tag" + i, "");
      }
      Map<String, String> twice = new LinkedHashMap<>(Map.of("Team", "x", "team", "y"));
      for (Map<String, String> tags :
          List.of(
              many,
              twice,
              Map.of("", "x"),
              Map.of("aws:x", "x"),
              Map.of("AWS:x", "x"),
              Map.of("a*b", "x"),
              Map.of("a", "x;y"),
              Map.of("a", "x\n"),
              Map.of("k".repeat(129), "x"),
              Map.of("k", "v".repeat(257)))) {
        AssumeRoleSource role =
            AssumeRoleSource.of(StubSts.ROLE)
                .client(sts.client())
                .sessionTags(request -> tags)
                .build();
        assertThat(refused(UploadConfigurationException.class, role, request("alice")))
            .hasMessageContaining("up to 50")
            .satisfies(failed -> assertThat(failed.setting()).isEqualTo("session-tags"));
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "role",
          "uploader",
          "arn:aws:iam::1234567890123:role/x",
          "arn:aws:iam::tenant:role/x",
          "arn:aws:iam::123456789012:user/x",
          "arn:aws:iam::123456789012:role/",
          "arn:aws:sts::123456789012:assumed-role/x/y",
          "arn:gcp:iam::123456789012:role/x",
          "arn:aws:iam::123456789012:role/x y",
          "arn:aws:iam::123456789012:role/x\n"
        })
    void refusesWhatIsNoRole(String arn) {
      assertMisconfigured(() -> AssumeRoleSource.of(arn), "role-arn", "arn:aws:iam::");
      assertMisconfigured(
          () -> WebIdentitySource.of(arn, LoginProvider.google()), "role-arn", "arn:aws:iam::");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "arn:aws:iam::123456789012:role/uploads/x",
          "arn:aws-cn:iam::123456789012:role/x",
          "arn:aws-us-gov:iam::123456789012:role/x",
          "arn:aws-iso-b:iam::123456789012:role/x",
          "arn:aws-eusc:iam::123456789012:role/x",
          "arn:aws:iam:::role/x",
          "arn:aws:iam::1234:role/x",
          "arn:aws:iam::RGW00000000000000001:role/x"
        })
    void takesARoleOfAnyPartitionAndOfOtherStoresAccounts(String arn) {
      issue(AssumeRoleSource.of(arn).client(sts.client()).build(), request("alice"));
      assertThat(asked()).containsEntry("RoleArn", arn);
    }

    @Test
    void takesWhatIsCheckedAlready() {
      issue(
          AssumeRoleSource.of(RoleArn.of(StubSts.ROLE))
              .client(sts.client())
              .externalId(ExternalId.of("partner:42"))
              .build(),
          request("alice"));
      assertThat(asked())
          .containsEntry("RoleArn", StubSts.ROLE)
          .containsEntry("ExternalId", "partner:42");
    }

    @ParameterizedTest
    @CsvSource({"899,at least 900 seconds", "3601,at most 3600 seconds", "43201,at most 3600"})
    void refusesALifeThatTheRoleDoesntHave(long seconds, String remedy) {
      UploadConfigurationException failed =
          refused(
              UploadConfigurationException.class,
              sts.role(),
              request("alice", Map.of(), Duration.ofSeconds(seconds)));
      assertThat(failed.setting()).isEqualTo("profiles.doc.valid-for");
      assertThat(failed)
          .hasMessageContainingAll(
              seconds + " seconds",
              "900 seconds to 3600 seconds",
              "maximum session duration",
              remedy);
    }

    @Test
    void takesALifeOfTwelveHoursWhereTheRoleHasIt() {
      AssumeRoleSource role =
          AssumeRoleSource.of(StubSts.ROLE)
              .client(sts.client())
              .maxDuration(Duration.ofHours(12))
              .build();
      issue(role, request("alice", Map.of(), Duration.ofHours(12)));
      assertThat(asked()).containsEntry("DurationSeconds", "43200");
      sts.calls().clear();
      assertThat(
              refused(
                  UploadConfigurationException.class,
                  role,
                  request("alice", Map.of(), Duration.ofSeconds(43_201))))
          .hasMessageContaining("43201 seconds");
    }

    @Test
    void refusesAMaximumThatIamDoesntHave() {
      for (Duration wrong :
          List.of(Duration.ofSeconds(43_201), Duration.ofSeconds(899), Duration.ofHours(-1))) {
        assertMisconfigured(
            () -> AssumeRoleSource.of(StubSts.ROLE).maxDuration(wrong),
            "max-duration",
            wrong.toSeconds() + " seconds",
            "STS allows 900 seconds to 43200 seconds",
            "MaxSessionDuration is 3600 seconds to 43200 seconds");
      }
    }

    @Test
    void limitsAChainToAnHourAndSaysWhy() {
      AssumeRoleSource chained =
          AssumeRoleSource.of(StubSts.ROLE).client(sts.client()).chained().build();
      assertThat(chained.longest()).isEqualTo(Duration.ofHours(1));
      assertThat(
              refused(
                  UploadConfigurationException.class,
                  chained,
                  request("alice", Map.of(), Duration.ofHours(2))))
          .hasMessageContaining("role chaining");
      assertMisconfigured(
          () ->
              AssumeRoleSource.of(StubSts.ROLE)
                  .client(sts.client())
                  .maxDuration(Duration.ofHours(2))
                  .chained()
                  .build(),
          "max-duration",
          "7200 seconds",
          "role chaining");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a b", "a*b"})
    void refusesAnExternalIdThatStsRefuses(String id) {
      assertMisconfigured(
          () -> AssumeRoleSource.of(StubSts.ROLE).externalId(id), "external-id", "2 to 1,224");
    }

    @Test
    void makesItsOwnClientForARegionAndClosesIt() {
      try (AssumeRoleSource own = AssumeRoleSource.of(StubSts.ROLE).region("eu-west-1").build()) {
        assertThat(own.longest()).isEqualTo(Duration.ofHours(1));
      }
      assertMisconfigured(
          () -> AssumeRoleSource.of(StubSts.ROLE).region("").build(), "region", "eu-west-1");
      AssumeRoleSource given = sts.role();
      given.close();
      assertThat(issue(given, request("alice"))).as("a given client stays open").isNotNull();
    }
  }

  @Nested
  class WithAWebIdentity {

    private final LoginProvider pool = LoginProvider.userPool("eu-west-1_AbCdEf123");
    private final String token =
        LoginProviderTests.jwt("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123");

    private WebIdentitySource of(LoginProvider provider) {
      return WebIdentitySource.of(StubSts.ROLE, provider).client(sts.client()).build();
    }

    private SessionRequest with(String provider, String token) {
      return request("alice", Map.of(provider, token), Duration.ofMinutes(15));
    }

    @Test
    void passesTheTokenOn() {
      IssuedSession session = issue(of(pool), with(pool.name(), token));
      assertThat(asked())
          .containsEntry("Action", "AssumeRoleWithWebIdentity")
          .containsEntry("RoleArn", StubSts.ROLE)
          .containsEntry("RoleSessionName", "alice")
          .containsEntry("WebIdentityToken", token)
          .containsEntry("DurationSeconds", "900")
          .containsEntry("Policy", POLICY + "/*users/a/*/")
          .doesNotContainKeys("ProviderId", "SourceIdentity");
      assertThat(session.credentials().accessKeyId()).isEqualTo("ASIA1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph.facebook.com", "www.amazon.com"})
    void namesTheProviderOfAnOpaqueToken(String name) {
      issue(of(new LoginProvider(name, null)), with(name, "opaque-token"));
      assertThat(asked()).containsEntry("ProviderId", name);
    }

    @Test
    void refusesARequestWithoutThatLogin() {
      UploadRefusedException refused =
          refused(
              UploadRefusedException.class,
              of(pool),
              with("accounts.google.com", "whatever.it.is"));
      assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
      assertThat(refused).hasMessageContaining(pool.name());
    }

    @Test
    void refusesATokenOfAnotherProvider() {
      UploadRefusedException refused =
          refused(
              UploadRefusedException.class,
              of(pool),
              with(pool.name(), LoginProviderTests.jwt("https://id.example")));
      assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
      assertThat(refused).hasMessageContainingAll("another provider", "https://id.example");
    }

    @Test
    void refusesATokenWithSpaces() {
      assertThat(
              refused(UploadRefusedException.class, of(pool), with(pool.name(), token + " "))
                  .code())
          .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void refusesASamlProvider() {
      assertMisconfigured(
          () ->
              WebIdentitySource.of(
                  StubSts.ROLE, LoginProvider.saml("arn:aws:iam::123456789012:saml-provider/x")),
          "login-provider",
          "SAML",
          "identity pool");
    }

    @Test
    void tokensOfTwoLoginsShareNoSession() {
      SubjectSessions sessions = SubjectSessions.of(of(LoginProvider.facebook())).build();
      IssuedSession first = sessions.session(with("graph.facebook.com", "token-1"), NOW);
      assertThat(sessions.session(with("graph.facebook.com", "token-2"), NOW)).isNotSameAs(first);
      assertThat(sessions.session(with("graph.facebook.com", "token-1"), NOW)).isSameAs(first);
      assertThat(sts.calls()).hasSize(2);
    }
  }

  @Nested
  class FederatingAUser {

    private FederationTokenSource source() {
      return FederationTokenSource.builder().client(sts.client()).build();
    }

    @Test
    void asksForTheSubjectsSession() {
      IssuedSession session = issue(source(), request("alice"));
      assertThat(asked())
          .containsEntry("Action", "GetFederationToken")
          .containsEntry("Name", "alice")
          .containsEntry("DurationSeconds", "900")
          .containsEntry("Policy", POLICY + "/*users/a/*/");
      assertThat(session.key()).isEqualTo("users/a/");
    }

    @Test
    void namesALongSubjectInThirtyTwoCharacters() {
      String subject = "a-subject-of-thirty-three-letters";
      issue(source(), request(subject));
      assertThat(asked()).containsEntry("Name", SessionName.ofFederatedUser(subject));
      assertThat(asked().get("Name")).matches("[\\w+=,.@-]{2,32}");
    }

    @ParameterizedTest
    @ValueSource(longs = {899, 129_601})
    void refusesALifeThatStsDoesntHave(long seconds) {
      assertThat(
              refused(
                  UploadConfigurationException.class,
                  source(),
                  request("alice", Map.of(), Duration.ofSeconds(seconds))))
          .hasMessageContainingAll(seconds + " seconds", "15 minutes to 36 hours");
    }

    @Test
    void takesThirtySixHours() {
      issue(source(), request("alice", Map.of(), Duration.ofHours(36)));
      assertThat(asked()).containsEntry("DurationSeconds", "129600");
    }
  }

  @Nested
  class TheCache {

    private final SubjectSessions.Builder builder = SubjectSessions.of(new FakeSource());

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void hasAShareBetweenNoneAndAll(double share) {
      assertMisconfigured(() -> builder.renewBelow(share), "renew-below", "" + share, "0.25");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_001, Integer.MIN_VALUE})
    void hasABound(int sessions) {
      assertMisconfigured(
          () -> builder.maxSessions(sessions), "max-sessions", "" + sessions, "1,000,000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.099S", "PT1M0.001S", "PT-1S"})
    void isWaitedForInTime(Duration timeout) {
      assertMisconfigured(
          () -> builder.timeout(timeout), "timeout", timeout.toString(), "100 milliseconds");
    }
  }
}
