package io.uploadgrants.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.OverQuotaException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.cognito.Authentication.CodeRequired;
import io.uploadgrants.cognito.Authentication.NewPasswordRequired;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Cognito's failures become, each set by the stub. */
class UserPoolFailuresTests {

  private static final CodeRequired CODE =
      new CodeRequired("alice", CognitoStub.SESSION, MfaMethod.SMS, null);
  private static final NewPasswordRequired NEW_PASSWORD =
      new NewPasswordRequired("alice", CognitoStub.SESSION, List.of());

  @AutoClose private final CognitoStub cognito = new CognitoStub();
  private final CognitoUserPool pool = cognito.pool().build();

  private UploadException signIn() {
    return catchThrowableOfType(
        UploadException.class, () -> pool.authenticate("alice", "wrong-password"));
  }

  private UploadException submit() {
    return catchThrowableOfType(UploadException.class, () -> pool.submitCode(CODE, "123456"));
  }

  /** Code, text, type, cause, limit and given: nothing differs that a caller could see. */
  @ParameterizedTest
  @CsvSource({
    "NotAuthorizedException, Incorrect username or password.",
    "NotAuthorizedException, User is disabled.",
    "NotAuthorizedException, Password attempts exceeded",
    "NotAuthorizedException, Invalid session for the user.",
    "NotAuthorizedException, Refresh Token has been revoked",
    "NotAuthorizedException, alice",
    "NotAuthorizedException, secret_hash-secrethash-flow_not_enabled",
    "NotAuthorizedException, ''",
    "UserNotFoundException, User does not exist.",
    "UserNotConfirmedException, User is not confirmed.",
    "PasswordResetRequiredException, Password reset required for the user",
    "CodeMismatchException, Invalid code or auth state for the user.",
    "ExpiredCodeException, Your software token has already been used once.",
    "AliasExistsException, An account with the email already exists.",
    "SoftwareTokenMFANotFoundException, Software Token MFA is not enabled",
    "UnsupportedUserStateException, x",
    "UserLambdaValidationException, PreAuthentication failed with error alice is banned"
  })
  void everyRefusalIsTheSame(String type, String message) {
    cognito.fails(400, type, message).fails(400, type, message).fails(400, type, message);

    UploadException newPassword =
        catchThrowableOfType(
            UploadException.class, () -> pool.setNewPassword(NEW_PASSWORD, "n3w", Map.of()));
    for (UploadException refusal : List.of(signIn(), submit(), newPassword)) {
      assertThat(refusal).isExactlyInstanceOf(UploadRefusedException.class).hasNoCause();
      assertThat(refusal.getSuppressed()).isEmpty();
      assertThat(refusal.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
      assertThat(refusal).hasMessage(UserPoolFailures.refused().getMessage());
      assertThat(((UploadRefusedException) refusal).given()).isNull();
      assertThat(((UploadRefusedException) refusal).limit()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NotAuthorizedException, Unable to verify secret hash for client 1h57",
    "NotAuthorizedException, SecretHash does not match for the client: 1h57",
    "NotAuthorizedException, Client 1h57 is configured with secret but SECRET_HASH was not received",
    "NotAuthorizedException, Auth flow not enabled for this client",
    "InvalidParameterException, Auth flow not enabled for this client",
    "InvalidParameterException, Client 1h57 is configured for secret but secret was not received",
    "ResourceNotFoundException, User pool client 1h57 does not exist.",
    "ResourceNotFoundException, User pool eu-west-1_AbCdEf123 does not exist.",
    "AccessDeniedException, User: arn:aws:iam::1:user/x is not authorized",
    "InvalidUserPoolConfigurationException, x"
  })
  void whatOnlyTheApplicationCanMendIsSaidToBeItsOwn(String type, String message) {
    cognito.fails(400, type, message);

    UploadException reason = signIn();

    assertThat(reason).isInstanceOf(UploadConfigurationException.class).hasNoCause();
    assertThat(((UploadConfigurationException) reason).setting()).isIn("user-pool-id", "client-id");
  }

  /** There the name isn't the application's but the caller's, and a wrong one spoils the hash. */
  @Test
  void aHashThatIsWrongLaterOnIsARefusal() {
    String message = "SecretHash does not match for the client: 1h57";
    cognito
        .fails(400, "NotAuthorizedException", message)
        .fails(400, "NotAuthorizedException", message);

    assertThat(submit()).hasMessage(UserPoolFailures.refused().getMessage());
    assertThatThrownBy(() -> pool.refresh("someone", "token"))
        .hasMessage(UserPoolFailures.refused().getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "TooManyRequestsException, PT5S",
    "LimitExceededException, PT1M",
    "TooManyFailedAttemptsException, PT1M"
  })
  void tooManyTriesSayWhenToComeBack(String type, Duration retryAfter) {
    cognito.fails(400, type, "Rate exceeded").fails(400, type, "Rate exceeded");

    for (UploadException reason : List.of(signIn(), submit())) {
      assertThat(reason).isInstanceOf(OverQuotaException.class);
      assertThat(((OverQuotaException) reason).retryAfter()).isEqualTo(retryAfter);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalErrorException",
    "503, ServiceUnavailable",
    "400, CodeDeliveryFailureException",
    "400, UnrecognizedClientException",
    "400, SomethingNew"
  })
  void anythingElseIsAFailureWithoutCognitosText(int status, String type) {
    cognito.fails(status, type, "wrong-password of alice");

    UploadException reason = signIn();

    assertThat(reason).isInstanceOf(IssuanceFailedException.class).hasNoCause();
    assertThat(reason).hasMessageContaining("" + status).hasMessageNotContainingAny("wrong-pass");
  }

  @Test
  void aCognitoThatCanNotBeReachedIsAFailureWithItsCause() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    CognitoUserPool unreachable =
        CognitoUserPool.of(CognitoStub.POOL, CognitoStub.CLIENT)
            .client(CognitoStub.client(URI.create("http://127.0.0.1:" + port)))
            .build();

    assertThatThrownBy(() -> unreachable.authenticate("alice", "wrong-password"))
        .isInstanceOf(IssuanceFailedException.class)
        .hasCauseInstanceOf(software.amazon.awssdk.core.exception.SdkClientException.class);
  }

  @Test
  void aPasswordThatBreaksThePolicyIsToldTheRule() {
    String rule = "Password did not conform with policy: Password must have uppercase characters";
    cognito.fails(400, "InvalidPasswordException", rule);

    assertThatThrownBy(() -> pool.setNewPassword(NEW_PASSWORD, "n3w-secret", Map.of()))
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageEndingWith(rule)
        .extracting(reason -> ((UploadException) reason).code())
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The password n3w-secret is too short",
        "The password N3W-SECRET is too short",
        "Bad <script>",
        "Value 'x' at session 'abc' {}",
        ""
      })
  void aRuleThatMayHoldASecretIsLeftOut(String rule) {
    cognito.fails(400, "PasswordHistoryPolicyViolationException", rule);

    assertThatThrownBy(() -> pool.setNewPassword(NEW_PASSWORD, "n3w-secret", Map.of()))
        .hasMessage("The new password doesn't meet the pool's policy; choose another.");
  }

  @Test
  void anAttributeThatCognitoDoesNotTakeIsNamedWithoutItsValue() {
    NewPasswordRequired challenge =
        new NewPasswordRequired("alice", CognitoStub.SESSION, List.of("phone_number"));
    cognito.fails(400, "InvalidParameterException", "Invalid phone number format: 777-1");

    assertThatThrownBy(
            () -> pool.setNewPassword(challenge, "n3w-secret", Map.of("phone_number", "777-1")))
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageContaining("the attributes phone_number;")
        .hasMessageNotContaining("777-1");
  }

  @Test
  void signingOutThatIsNotAllowedIsTheApplicationsOwnAffair() {
    cognito.fails(400, "NotAuthorizedException", "x").fails(500, "InternalErrorException", "x");

    assertThatThrownBy(() -> pool.signOutEverywhere("alice"))
        .isInstanceOf(UploadConfigurationException.class);
    assertThatThrownBy(() -> pool.signOutEverywhere("alice"))
        .isInstanceOf(IssuanceFailedException.class);
  }
}
