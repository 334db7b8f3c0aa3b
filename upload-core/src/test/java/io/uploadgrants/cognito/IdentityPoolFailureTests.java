package io.uploadgrants.cognito;

import static io.uploadgrants.cognito.IdentityPools.GOOGLE;
import static io.uploadgrants.cognito.IdentityPools.GUEST_ROLE;
import static io.uploadgrants.cognito.IdentityPools.ROLE;
import static io.uploadgrants.cognito.IdentityPools.alice;
import static io.uploadgrants.cognito.IdentityPools.grant;
import static io.uploadgrants.cognito.IdentityPools.guest;
import static io.uploadgrants.cognito.IdentityPools.jwt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.equipment.logs.RecordedLogs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.sts.StsClient;

/** What services refuse, answered over the wire to the AWS SDK's own clients. */
@Isolated("It reads the log, which is everybody's")
class IdentityPoolFailureTests {

  private static final String LOGIN = jwt(GOOGLE, "a-subject-that-nobody-may-see");

  @AutoClose private final StubService service;
  @AutoClose private final CognitoIdentityClient cognito;
  @AutoClose private final StsClient sts;
  private final List<String> texts = new ArrayList<>();

  IdentityPoolFailureTests() throws IOException {
    service = new StubService();
    cognito = service.cognito();
    sts = service.sts();
  }

  @BeforeEach
  void clearLogs() {
    RecordedLogs.clear();
  }

  /** Whatever a test here made fail, no secret stands in a text. The SDK logs what AWS said. */
  @AfterEach
  void nothingShows() {
    RecordedLogs.lines().stream()
        .filter(line -> line.matches("(?s)[A-Z]+ io\\.uploadgrants.*"))
        .forEach(texts::add);
    for (String text : texts) {
      assertThat(text)
          .doesNotContain(
              LOGIN, StubService.SECRET, StubService.TOKEN, StubService.OPEN_ID, "\"Statement\"");
    }
  }

  private CognitoIdentityStrategy.Builder builder() {
    return CognitoIdentityStrategy.of(StubPool.ID)
        .client(cognito)
        .logins(GOOGLE)
        .developerProvider("login.app")
        .sessions(sessions -> sessions.timeout(Duration.ofSeconds(5)));
  }

  private CognitoIdentityStrategy.Builder basic() {
    return builder().basicFlow(ROLE, sts).guests(GUEST_ROLE);
  }

  private CognitoIdentityStrategy.Builder enhanced() {
    return builder().enhancedFlow("users").guests();
  }

  private static UploadRequest.Builder withLogin() {
    return alice().login(GOOGLE.name(), LOGIN);
  }

  private UploadException failure(
      CognitoIdentityStrategy.Builder strategy, UploadRequest.Builder request) {
    UploadException failure =
        catchThrowableOfType(UploadException.class, () -> grant(strategy, request));
    assertThat(failure).isNotNull();
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    texts.add(trace.toString());
    return failure;
  }

  @Test
  void aGrantOfEachFlowShowsNothing() {
    service.identity().openIdToken().role().identity().credentials();
    for (TemporaryCredentials each :
        List.of(grant(basic(), withLogin()), grant(enhanced(), withLogin()))) {
      assertThat(each.credentials().secretAccessKey()).isEqualTo(StubService.SECRET);
      assertThat(each.credentials().sessionToken()).isEqualTo(StubService.TOKEN);
      assertThat(each.key()).isEqualTo("users/" + StubService.IDENTITY + "/");
      texts.add(each.toString());
    }
    assertThat(service.bodies).hasSize(5);
    assertThat(service.bodies.get(0)).contains(LOGIN);
    assertThat(service.bodies.get(2)).contains(StubService.OPEN_ID);
    texts.add(new Identity(StubService.IDENTITY, Map.of("x", LOGIN), LOGIN, false).toString());
    assertThat(RecordedLogs.lines()).isNotEmpty();
    texts.addAll(RecordedLogs.lines());
  }

  @ParameterizedTest
  @CsvSource({
    "NotAuthorizedException, AUTHENTICATION_REQUIRED, Log in again",
    "ResourceConflictException, INVALID_REQUEST, send only one",
    "InvalidParameterException, INVALID_CONFIGURATION, basic (classic) flow",
    "ResourceNotFoundException, INVALID_CONFIGURATION, id and region",
    "InvalidIdentityPoolConfigurationException, INVALID_CONFIGURATION, its roles",
    "LimitExceededException, ISSUANCE_FAILED, LimitExceededException",
    "AccessDeniedException, ISSUANCE_FAILED, AccessDeniedException",
    "SomethingNewException, ISSUANCE_FAILED, SomethingNewException"
  })
  void whatCognitoRefusesForGoodIsAskedOnce(String code, ErrorCode ours, String text) {
    service.refuse(400, code, "Value '{accounts.google.com=" + LOGIN + "}' is refused");
    UploadException failure = failure(enhanced(), withLogin());
    assertThat(failure.code()).isEqualTo(ours);
    assertThat(failure).hasMessageContaining(text);
    assertThat(service.bodies).hasSize(1);
    assertThat(texts.toString()).doesNotContain(LOGIN);
  }

  @Test
  void aPlainReasonOfAwsStaysReadable() {
    service.refuse(400, "InvalidParameterException", "Basic (classic) flow is not enabled");
    failure(basic(), withLogin());
    assertThat(texts.toString()).contains("Basic (classic) flow is not enabled");
  }

  @Test
  void aPoolWithoutGuestsOrWithoutTheDeveloperProviderIsSetUpWrong() {
    service.refuse(400, "NotAuthorizedException", "Unauthenticated access is not supported");
    assertThat(failure(enhanced(), guest()))
        .hasMessageContaining("doesn't allow guests")
        .returns(ErrorCode.INVALID_CONFIGURATION, UploadException::code);
    assertThat(failure(enhanced(), alice()))
        .hasMessageContaining("developer provider")
        .returns(ErrorCode.INVALID_CONFIGURATION, UploadException::code);
  }

  @ParameterizedTest
  @CsvSource({
    "400, TooManyRequestsException",
    "429, TooManyRequestsException",
    "400, ExternalServiceException",
    "500, InternalErrorException",
    "503, ServiceUnavailable"
  })
  void whatMayPassIsAskedAgain(int status, String code) {
    service.refuse(status, code, "not now").identity().credentials();
    TemporaryCredentials grant = grant(enhanced(), withLogin());
    assertThat(grant.identityId()).isEqualTo(StubService.IDENTITY);
    assertThat(service.bodies).hasSize(3);
  }

  @Test
  void whatNeverPassesFailsInTheEnd() {
    service.refuse(400, "ExternalServiceException", "no answer to " + LOGIN);
    UploadException failure =
        failure(
            enhanced().sessions(sessions -> sessions.timeout(Duration.ofMillis(700))), withLogin());
    assertThat(failure.code()).isEqualTo(ErrorCode.ISSUANCE_FAILED);
    assertThat(service.bodies).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDenied", "InvalidIdentityToken"})
  void aRoleThatDoesntTrustThePoolIsNoFaultOfTheUser(String code) {
    service.identity().openIdToken().refuseRole(403, code, "refused " + StubService.OPEN_ID);
    UploadException failure = failure(basic(), withLogin());
    assertThat(failure.code()).isEqualTo(ErrorCode.ISSUANCE_FAILED);
    assertThat(failure).hasMessageContaining("RolePolicies.identityPoolTrust");
    assertThat(service.bodies).hasSize(3);
    assertThat(texts.toString()).contains("<redacted>");
  }

  @Test
  void theGuestsRoleIsNamedByItsOwnTrustPolicy() {
    service.identity().openIdToken().refuseRole(403, "AccessDenied", "no");
    assertThat(failure(basic(), guest())).hasMessageContaining("identityPoolGuestTrust");
  }

  @Test
  void aPolicyThatStsFindsTooLargeIsTheRequestsFault() {
    service
        .identity()
        .openIdToken()
        .refuseRole(400, "PackedPolicyTooLarge", "consumes 113% of the allotted space");
    assertThat(failure(basic(), withLogin()))
        .hasMessageContaining("113%")
        .returns(ErrorCode.INVALID_REQUEST, UploadException::code);
  }

  @Test
  void anAnswerThatIsCutOffOrEmptyIsNoGrant() {
    List<String> answers =
        List.of(
            "{}",
            "{\"IdentityId\":null}",
            "{\"IdentityId\":\"" + StubService.IDENTITY + "\"}",
            "{\"IdentityId\":\"%s\",\"Credentials\":{}}".formatted(StubService.IDENTITY),
            "{\"IdentityId\":\"%s\",\"Credentials\":{\"AccessKeyId\":\"A\",\"SecretKey\":\"%s\",\"SessionToken\":\"%s\"}}"
                .formatted(StubService.IDENTITY, StubService.SECRET, StubService.TOKEN),
            "{\"Credentials\":{\"SecretKey\":\"%s\",\"SessionToken\":\"%s"
                .formatted(StubService.SECRET, StubService.TOKEN));
    for (String answer : answers) {
      service.then(200, answer);
      UploadException failure =
          failure(
              enhanced().sessions(sessions -> sessions.timeout(Duration.ofMillis(300))),
              withLogin());
      assertThat(failure.code()).as(answer).isEqualTo(ErrorCode.ISSUANCE_FAILED);
    }
  }
}
