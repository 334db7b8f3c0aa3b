package io.uploadgrants.sts;

import static io.uploadgrants.TestGrants.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.aws.Deadline;
import io.uploadgrants.equipment.logs.RecordedLogs;
import io.uploadgrants.iam.UploadPolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** No key, token or policy stands in a text or in a log, down to trace and the AWS SDK's own. */
@Isolated("It reads the log, which is everybody's")
class SessionSecrecyTests {

  private static final String SUBJECT = "subject-that-nobody-names";
  private static final String LOGIN =
      LoginProviderTests.jwt("https://accounts.google.com").replace("=", "");
  private static final String OTHER = LoginProviderTests.jwt("https://id.example");

  @AutoClose private final StubSts sts = new StubSts(NOW);
  private final SubjectSessions roles = SubjectSessions.of(sts.role()).random(() -> 0).build();
  private final SubjectSessions logins =
      SubjectSessions.of(
              WebIdentitySource.of(StubSts.ROLE, LoginProvider.google())
                  .client(sts.client())
                  .build())
          .build();
  private final SubjectSessions once = SubjectSessions.of(sts.role()).random(() -> 601).build();
  private final List<String> texts = new ArrayList<>();

  private static UploadProfile profile() {
    return UploadProfile.named("doc")
        .kinds(GrantKind.TEMPORARY_CREDENTIALS)
        .scope(UploadScope.PREFIX)
        .keys(ObjectKeyPolicy.subjectFolder("users"))
        .overwrite(Overwrite.ALLOWED)
        .validFor(Duration.ofMinutes(15))
        .build();
  }

  private static UploadGrants grants(SubjectSessions sessions) {
    return TestGrants.builder()
        .strategy(new TemporaryCredentialsStrategy(sessions))
        .profile(profile())
        .profile(TestGrants.any().signAs(sessions.subjectSession()).build())
        .build();
  }

  private static UploadRequest request(String token) {
    return UploadRequest.of("doc").by(SUBJECT).login("accounts.google.com", token).build();
  }

  private void issue() {
    for (SubjectSessions each : List.of(roles, logins)) {
      UploadGrants grants = grants(each);
      texts.add(grants.grant(request(LOGIN)).toString());
      texts.add(
          grants
              .grant(TestGrants.request().by(SUBJECT).login("accounts.google.com", LOGIN).build())
              .toString());
    }
  }

  /** Provokes failures. What STS says of them stays in the AWS SDK's own log. */
  private void fail(String said) {
    sts.fail(503, "ServiceUnavailable", "busy");
    issueTo("busy-then-well");
    for (String code :
        List.of(
            "AccessDenied",
            "PackedPolicyTooLarge",
            "MalformedPolicyDocument",
            "InvalidIdentityToken",
            "ExpiredTokenException",
            "ValidationError",
            "SomethingNew")) {
      sts.fail(400, code, said);
      Throwable failed = catchThrowable(() -> grants(logins).grant(request(LOGIN + code.length())));
      trace(failed);
    }
    sts.fail(503, "ServiceUnavailable", said);
    trace(catchThrowable(() -> once.session(hour(), NOW)));
    trace(
        catchThrowable(
            () ->
                SubjectSessions.of(
                        new FakeSource(
                            (request, call) -> {
                              throw new IllegalStateException(said);
                            }))
                    .build()
                    .session(hour(), NOW)));
    trace(catchThrowable(() -> grants(logins).grant(request(OTHER))));
    trace(catchThrowable(() -> grants(logins).grant(request("opaque-" + StubSts.SECRET))));
    trace(catchThrowable(() -> roles.session(sessionRequest(), NOW)));
  }

  private void issueTo(String subject) {
    grants(roles).grant(UploadRequest.of("doc").by(subject).build());
  }

  private static SessionRequest sessionRequest() {
    return new SessionRequest(
        "doc", SUBJECT, Map.of("accounts.google.com", LOGIN), "k/", key -> "{}", Duration.ZERO);
  }

  private void trace(Throwable failed) {
    assertThat(failed).isInstanceOf(UploadException.class);
    StringWriter trace = new StringWriter();
    failed.printStackTrace(new PrintWriter(trace));
    texts.add(trace.toString());
  }

  private void assertNothingShows() {
    String policy = UploadPolicy.of(profile(), TestGrants.target()).json("users/x/", Map.of());
    String signing =
        UploadPolicy.forSigning(TestGrants.any().build(), TestGrants.target()).apply("");
    assertThat(texts).isNotEmpty();
    for (String text : texts) {
      assertThat(text)
          .doesNotContain(
              StubSts.SECRET,
              StubSts.TOKEN,
              StubSts.OWN_SECRET,
              LOGIN,
              OTHER,
              signing,
              policy.substring(0, 40));
    }
  }

  @Test
  void grantsAndFailuresShowNothing() {
    issue();
    fail("refused " + LOGIN + " " + StubSts.SECRET);
    assertNothingShows();
  }

  @Test
  void valuesShowNothing() {
    IssuedSession session = roles.session(hour(), NOW);
    RenewableSession timed = RenewableSession.of(session, NOW, 0.25);
    PendingSession pending = new PendingSession(Deadline.in(Duration.ofMinutes(1)));
    pending.complete(timed);
    List<Object> values =
        List.of(
            session,
            timed,
            pending,
            hour(),
            SessionKey.of(hour(), "{}"),
            roles,
            roles.metrics(),
            roles.subjectSession(),
            roles.subjectSession().limitedTo(TestGrants.any().build(), TestGrants.target()),
            sts.role(),
            new TemporaryCredentialsStrategy(roles),
            new TemporaryCredentialsStrategy(roles)
                .prepare(
                    profile(),
                    TestGrants.target(),
                    (needed, now, request) -> session.credentials()));
    for (Object value : values) {
      texts.add(value.toString());
      assertThat(value.toString()).doesNotContain(SUBJECT);
    }
    assertNothingShows();
  }

  private static SessionRequest hour() {
    return new SessionRequest(
        "doc",
        SUBJECT,
        Map.of("accounts.google.com", LOGIN),
        "k/",
        key -> "{}",
        Duration.ofHours(1));
  }

  @Test
  void theLogShowsNothingDownToTrace() {
    RecordedLogs.clear();
    issue();
    fail("refused");
    texts.clear();
    texts.addAll(RecordedLogs.lines());
    assertThat(texts)
        .anyMatch(line -> line.startsWith("DEBUG io.uploadgrants.sts"))
        .anyMatch(line -> line.contains(" software.amazon.awssdk."));
    assertNothingShows();
    RecordedLogs.clear();
  }

  @Test
  void aFailureWithoutItsTextStillSaysWhatFailed() {
    sts.fail(400, "AccessDenied", "their-text " + LOGIN);
    Throwable failed = catchThrowable(() -> logins.session(hour(), NOW));
    assertThat(failed.getCause())
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            cause -> {
              assertThat(cause.statusCode()).isEqualTo(400);
              assertThat(cause.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
              assertThat(cause).hasMessageNotContaining("their-text");
              assertThat(cause.getSuppressed()).isEmpty();
              assertThat(cause.getCause()).isNull();
            });
  }
}
