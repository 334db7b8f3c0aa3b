package io.uploadgrants.sts;

import static io.uploadgrants.TestGrants.NOW;
import static io.uploadgrants.sts.FakeSource.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadRefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException;
import software.amazon.awssdk.services.sts.model.StsException;

/** An STS that is busy, out of reach, silent, or says no. */
@Timeout(120)
class SessionFailureTests {

  private static final Duration SHORT = Duration.ofMillis(600);

  @AutoClose private final StubSts sts = new StubSts(NOW);

  private SubjectSessions.Builder sessions() {
    // Without pauses, so that a test waits for nothing.
    return SubjectSessions.of(sts.role()).random(() -> 0);
  }

  private void failAlways(int status, String code) {
    for (int i = 0; i < 1_000; i++) {
      sts.fail(status, code, "busy");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "503,ServiceUnavailable",
    "500,InternalFailure",
    "502,''",
    "429,TooManyRequestsException",
    "400,Throttling",
    "400,ThrottlingException",
    "400,RequestLimitExceeded",
    "400,IDPCommunicationError"
  })
  void whatIsBusyThreeTimesAndThenAnswersIsAGrant(int status, String code) {
    sts.fail(status, code, "busy").fail(status, code, "busy").fail(status, code, "busy");
    SubjectSessions sessions = sessions().build();
    assertThat(sessions.session(request("alice"), NOW).credentials().accessKeyId())
        .isEqualTo("ASIA4");
    assertThat(sts.calls()).hasSize(4);
    assertThat(sessions.metrics()).isEqualTo(new SessionMetrics(0, 1, 0, 3, 0, 1));
  }

  @Test
  void anAnswerWithoutABodyIsTriedAgainToo() {
    sts.answer(503, "");
    assertThat(sessions().build().session(request("alice"), NOW)).isNotNull();
  }

  @Test
  void whatIsAlwaysBusyFailsInTimeWithItsCause() {
    failAlways(503, "ServiceUnavailable");
    SubjectSessions sessions = sessions().timeout(Duration.ofSeconds(3)).random(() -> 0.3).build();
    assertThatExceptionOfType(IssuanceFailedException.class)
        .isThrownBy(() -> sessions.session(request("alice"), NOW))
        .withMessageContaining("ServiceUnavailable, status 503")
        .withCauseInstanceOf(StsException.class)
        .satisfies(failed -> assertThat(failed.code()).isEqualTo(ErrorCode.ISSUANCE_FAILED));
    // 30, 60, 120, 240, 480 and 960 milliseconds fit into three seconds, and no more.
    assertThat(sts.calls()).as("pauses double").hasSizeBetween(2, 7);
    assertThat(sessions.metrics().failures()).isEqualTo(1);
    assertThat(sessions.metrics().retries()).isEqualTo(sts.calls().size() - 1);
    assertThat(sessions.metrics().size()).isZero();
  }

  /** Whoever would have to wait beyond the limit gets the failure at once. */
  @Test
  void aPauseThatWouldPassTheLimitIsntBegun() {
    failAlways(503, "ServiceUnavailable");
    SubjectSessions sessions = sessions().timeout(Duration.ofMinutes(1)).random(() -> 601).build();
    assertThatExceptionOfType(IssuanceFailedException.class)
        .isThrownBy(() -> sessions.session(request("alice"), NOW));
    assertThat(sts.calls()).hasSize(1);
  }

  @Test
  void aHundredThreadsOfAnStsThatNeverWorksAllEnd() throws Exception {
    failAlways(400, "Throttling");
    SubjectSessions sessions = sessions().timeout(SHORT).random(() -> 0.3).build();
    List<Throwable> all =
        Threads.together(100, () -> catchThrowable(() -> sessions.session(request("alice"), NOW)));
    assertThat(all).allSatisfy(SessionFailureTests::assertIssuanceFailed);
    assertThat(sts.calls()).as("one asks for all").hasSizeLessThan(50);
    Threads.assertNoneOfOursIsStuck();
  }

  private static void assertIssuanceFailed(Throwable failed) {
    assertThat(failed)
        .isInstanceOfSatisfying(
            UploadException.class,
            each -> assertThat(each.code()).isEqualTo(ErrorCode.ISSUANCE_FAILED));
  }

  @Test
  void anStsThatIsSilentHoldsNoThread() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
      assertAllEnd(silent);
    }
  }

  /** What a client can't interrupt: the connection is neither made nor refused. */
  @Test
  void anStsThatNobodyCanConnectToHoldsNoThread() throws Exception {
    List<Socket> full = new ArrayList<>();
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 4; i++) {
        full.add(fill(deaf));
      }
      assertAllEnd(deaf);
    } finally {
      for (Socket each : full) {
        each.close();
      }
    }
  }

  private static Socket fill(ServerSocket server) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(server.getLocalSocketAddress(), 100);
    } catch (IOException itsQueueIsFull) {
      // As it should be.
    }
    return socket;
  }

  @Test
  void anStsThatBeginsAnAnswerAndNeverEndsHoldsNoThread() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ServerSocket slow = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
      Thread answers =
          new Thread(
              () -> {
                try (Socket each = slow.accept()) {
                  OutputStream out = each.getOutputStream();
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<AssumeRoleResponse>"
                          .getBytes(StandardCharsets.US_ASCII));
                  out.flush();
                  over.await();
                } catch (IOException | InterruptedException ended) {
                  Thread.currentThread().interrupt();
                }
              });
      answers.start();
      assertAllEnd(slow);
      over.countDown();
      answers.join();
    }
  }

  private static void assertAllEnd(ServerSocket server) throws Exception {
    try (StsClient client = clientOf(server.getLocalPort())) {
      SubjectSessions sessions = of(client);
      List<Throwable> all =
          Threads.together(20, () -> catchThrowable(() -> sessions.session(request("alice"), NOW)));
      assertThat(all).allSatisfy(SessionFailureTests::assertIssuanceFailed);
      assertThat(sessions.metrics().size()).isZero();
      Threads.assertNoneOfOursIsStuck();
      assertThat(sessions.metrics().failures()).isEqualTo(sessions.metrics().misses());
    }
  }

  private static StsClient clientOf(int port) {
    return StubSts.client(URI.create("http://127.0.0.1:" + port));
  }

  private static SubjectSessions of(StsClient client) {
    return SubjectSessions.of(AssumeRoleSource.of(StubSts.ROLE).client(client).build())
        .timeout(SHORT)
        .build();
  }

  @Test
  void anStsThatRefusesConnectionsFails() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    try (StsClient client = clientOf(port)) {
      SubjectSessions sessions =
          SubjectSessions.of(AssumeRoleSource.of(StubSts.ROLE).client(client).build())
              .timeout(Duration.ofSeconds(3))
              .random(() -> 0.3)
              .build();
      assertThatExceptionOfType(IssuanceFailedException.class)
          .isThrownBy(() -> sessions.session(request("alice"), NOW))
          .withMessageContaining("ConnectException")
          .withCauseInstanceOf(SdkClientException.class);
      assertThat(sessions.metrics().retries()).isPositive();
    }
  }

  @Test
  void aSourceThatIgnoresItsLimitHoldsNoCallerAndTheNextOneAsksAnew() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    FakeSource stuck =
        new FakeSource(
            (request, call) -> {
              if (call == 1) {
                try {
                  over.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
              return FakeSource.session(call, NOW.plus(request.duration()));
            });
    SubjectSessions sessions = SubjectSessions.of(stuck).timeout(SHORT).build();
    assertThatExceptionOfType(IssuanceFailedException.class)
        .isThrownBy(() -> sessions.session(request("alice"), NOW))
        .withMessageContaining("within PT0.6S");
    IssuedSession second = sessions.session(request("alice"), NOW);
    over.countDown();
    Threads.assertNoneOfOursIsStuck();
    assertThat(sessions.session(request("alice"), NOW)).isSameAs(second);
  }

  @Test
  void anInterruptedCallerStaysInterruptedAndTheSessionIsKeptForTheNext() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    FakeSource slow =
        new FakeSource(
            (request, call) -> {
              try {
                over.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return FakeSource.session(call, NOW.plus(request.duration()));
            });
    SubjectSessions sessions = SubjectSessions.of(slow).timeout(Duration.ofMinutes(1)).build();
    Thread.currentThread().interrupt();
    Throwable failed = catchThrowable(() -> sessions.session(request("alice"), NOW));
    assertThat(Thread.interrupted()).isTrue();
    assertIssuanceFailed(failed);
    over.countDown();
    sessions.session(request("alice"), NOW);
    assertThat(slow.calls).hasValue(1);
  }

  private Throwable failed(int status, String code, String message) {
    sts.fail(status, code, message);
    Throwable failed = catchThrowable(() -> sessions().build().session(request("alice"), NOW));
    assertThat(sts.calls()).as("a final answer isn't asked for again").hasSize(1);
    assertThat(failed.getMessage()).doesNotContain("their-text");
    return failed;
  }

  @Test
  void aRoleThatCantBeAssumedSaysWhatToCheck() {
    assertThat(failed(403, "AccessDenied", "their-text"))
        .isInstanceOf(IssuanceFailedException.class)
        .hasMessageContainingAll(
            "'doc'", "trust policy", "sts:SetSourceIdentity", "sts:TagSession", "status 403")
        .hasCauseInstanceOf(StsException.class);
  }

  @Test
  void ownCredentialsThatExpiredAreNobodysLogin() {
    assertThat(failed(403, "ExpiredToken", "their-text"))
        .isInstanceOf(IssuanceFailedException.class)
        .hasMessageContaining("the application's own AWS credentials");
  }

  @Test
  void aPolicyThatDoesntPackIsTheRequestsFaultAndSaysByHowMuch() {
    assertThat(
            failed(
                400,
                "PackedPolicyTooLarge",
                "their-text: Packed policy consumes 137% of allotted space"))
        .isInstanceOfSatisfying(
            UploadRefusedException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
              assertThat(refused.limit()).isEqualTo("100%");
              assertThat(refused.given()).isEqualTo("137%");
            })
        .hasMessageContainingAll("fewer tags", "shorter keys", "doesn't publish")
        .satisfies(
            refused ->
                assertThat(refused.getSuppressed())
                    .hasOnlyElementsOfType(PackedPolicyTooLargeException.class)
                    .hasSize(1));
  }

  @Test
  void aMalformedPolicyIsTheApplicationsFault() {
    assertThat(failed(400, "MalformedPolicyDocument", "their-text"))
        .isInstanceOfSatisfying(
            UploadConfigurationException.class,
            failed -> assertThat(failed.setting()).isEqualTo("profiles.doc"));
  }

  @ParameterizedTest
  @CsvSource({
    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
  })
  void aLifeBeyondTheRolesMaximumNamesTheSetting(String text) {
    assertThat(failed(400, "ValidationError", text))
        .isInstanceOfSatisfying(
            UploadConfigurationException.class,
            failed -> assertThat(failed.setting()).isEqualTo("profiles.doc.valid-for"))
        .hasMessageContainingAll("3600 seconds", "maximum session duration");
  }

  @ParameterizedTest
  @CsvSource({
    "400,InvalidIdentityToken",
    "400,ExpiredTokenException",
    "403,IDPRejectedClaim",
  })
  void aLoginThatIsRefusedIsToLogInAgain(int status, String code) {
    assertThat(failed(status, code, "their-text"))
        .isInstanceOfSatisfying(
            UploadRefusedException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED))
        .hasMessageContainingAll(code, "log in again");
  }

  @Test
  void anAnswerThatIsNoneIsAFailure() {
    sts.answer(200, "<html>a proxy's page</html>");
    assertIssuanceFailed(catchThrowable(() -> sessions().build().session(request("alice"), NOW)));
  }

  @ParameterizedTest
  @CsvSource({
    "<AccessKeyId>A</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>,without an expiration",
    "<AccessKeyId>A</AccessKeyId>,no complete credentials"
  })
  void anAnswerThatLacksSomethingSaysSo(String credentials, String lack) {
    sts.answer(
        200,
        "<AssumeRoleResponse><AssumeRoleResult><Credentials>%s</Credentials></AssumeRoleResult></AssumeRoleResponse>"
            .formatted(credentials));
    assertThatExceptionOfType(IssuanceFailedException.class)
        .isThrownBy(() -> sessions().build().session(request("alice"), NOW))
        .withMessageContainingAll("STS", lack)
        .withNoCause();
  }
}
