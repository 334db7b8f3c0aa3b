package io.uploadgrants.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.uploadgrants.UploadException;
import io.uploadgrants.cognito.Authentication.CodeRequired;
import io.uploadgrants.cognito.Authentication.MfaSelection;
import io.uploadgrants.cognito.Authentication.NewPasswordRequired;
import io.uploadgrants.equipment.logs.RecordedLogs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Nothing that is secret reaches a log, an exception or a text. */
@Isolated("It reads the log, which is everybody's")
class CognitoSecrecyTests {

  private static final String USER = "alice-whom-nobody-may-know";
  private static final String PASSWORD = "password-that-nobody-may-see";
  private static final String NEW_PASSWORD = "new-password-that-nobody-may-see";
  private static final String CODE = "4711081500";
  private static final String REFRESH = "refresh-that-nobody-may-see";

  private static final List<String> SECRETS =
      List.of(
          PASSWORD,
          NEW_PASSWORD,
          CODE,
          REFRESH,
          CognitoStub.SESSION,
          CognitoStub.CLIENT_SECRET,
          "id-token-secret",
          "access-token-secret",
          "refresh-token-secret",
          "aws-secret-that-nobody-may-see");

  /** A Cognito that repeats all it was sent. */
  private static final String ECHO = String.join(" ", SECRETS) + " of " + USER;

  private static final List<String> FAILURES =
      List.of(
          "NotAuthorizedException",
          "UserNotFoundException",
          "InvalidPasswordException",
          "InvalidParameterException",
          "ResourceNotFoundException",
          "TooManyRequestsException",
          "InternalErrorException",
          "SomethingNew");

  private final List<String> told = new ArrayList<>();

  @Test
  void noSecretIsLoggedOrTold() {
    RecordedLogs.clear();
    try (CognitoStub cognito = new CognitoStub()) {
      CognitoUserPool pool = cognito.pool().clientSecret(CognitoStub.CLIENT_SECRET).build();
      told.add(new AppClient(CognitoStub.CLIENT, CognitoStub.CLIENT_SECRET).toString());
      signInByAllChallenges(cognito, pool);
      // From here on the AWS SDK logs, at debug, what the service says of its failures.
      assertThat(RecordedLogs.lines())
          .anyMatch(line -> line.contains("software.amazon"))
          .allSatisfy(line -> assertThat(line).doesNotContain(SECRETS));
      for (String failure : FAILURES) {
        tell(cognito, failure, () -> pool.authenticate(USER, PASSWORD));
        tell(cognito, failure, () -> pool.refresh(USER, REFRESH));
        tell(cognito, failure, () -> pool.submitCode(code(), CODE));
        tell(
            cognito,
            failure,
            () ->
                pool.setNewPassword(
                    new NewPasswordRequired(USER, CognitoStub.SESSION, List.of()),
                    NEW_PASSWORD,
                    Map.of()));
        if (!failure.equals("UserNotFoundException")) {
          tell(cognito, failure, () -> pool.signOutEverywhere(USER));
        }
      }
    }
    List<String> ours =
        RecordedLogs.lines().stream()
            .filter(line -> line.matches("(?s)[A-Z]+ io[.]uploadgrants[.].*"))
            .toList();
    List<String> all = new ArrayList<>(told);
    all.addAll(ours);
    assertThat(told).hasSize(1 + 4 + FAILURES.size() * 5 - 1);
    assertThat(ours)
        .anyMatch(line -> line.contains("Cognito refused a sign-in: NotAuthorizedException"));
    for (String line : all) {
      assertThat(line).doesNotContain(SECRETS).doesNotContain(USER);
    }
  }

  private void signInByAllChallenges(CognitoStub cognito, CognitoUserPool pool) {
    cognito
        .challenges("SELECT_MFA_TYPE", "{\"MFAS_CAN_CHOOSE\":\"[\\\"SMS_MFA\\\"]\"}")
        .challenges("SMS_MFA", "{}")
        .challenges("NEW_PASSWORD_REQUIRED", "{}")
        .signsIn("access-token-secret");
    Authentication result = pool.authenticate(USER, PASSWORD);
    told.add(result.toString());
    result = pool.selectMfa((MfaSelection) result, MfaMethod.SMS);
    told.add(result.toString());
    result = pool.submitCode((CodeRequired) result, CODE);
    told.add(result.toString());
    told.add(pool.setNewPassword((NewPasswordRequired) result, NEW_PASSWORD, Map.of()).toString());
  }

  private static CodeRequired code() {
    return new CodeRequired(USER, CognitoStub.SESSION, MfaMethod.TOTP, null);
  }

  private void tell(CognitoStub cognito, String type, ThrowingCallable call) {
    cognito.fails(type.startsWith("Internal") ? 500 : 400, type, ECHO);
    UploadException reason = catchThrowableOfType(UploadException.class, call);
    StringWriter trace = new StringWriter();
    reason.printStackTrace(new PrintWriter(trace));
    told.add(trace.toString());
  }

  @Test
  void noTokenIsLoggedOrToldWhenItIsRefused() {
    RecordedLogs.clear();
    Signer signer = Signer.rsa("key-1");
    try (JwksServer jwks = new JwksServer(Signer.other("key-1"))) {
      UserPoolTokens tokens =
          UserPoolTokens.of(CognitoStub.POOL, CognitoStub.CLIENT)
              .jwksUri(jwks.uri())
              .clock(() -> TestTokens.NOW)
              .build();
      String token = signer.sign(TestTokens.access().issuer("https://evil\n.example").build());

      UploadException reason =
          catchThrowableOfType(UploadException.class, () -> tokens.verify(token));

      String[] parts = token.split("\\.", -1);
      List<String> all = new ArrayList<>(RecordedLogs.lines());
      all.add(reason.toString());

      assertThat(RecordedLogs.lines()).anyMatch(line -> line.contains("A token was refused: "));
      for (String line : all) {
        assertThat(line).doesNotContain(parts[1], parts[2], TestTokens.SUBJECT, "alice", "evil");
      }
    }
  }
}
