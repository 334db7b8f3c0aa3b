package io.uploadgrants.testkit.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.cognito.Authentication;
import io.uploadgrants.cognito.Authentication.CodeRequired;
import io.uploadgrants.cognito.Authentication.NewPasswordRequired;
import io.uploadgrants.cognito.Authentication.SignedIn;
import io.uploadgrants.cognito.CognitoUserPool;
import io.uploadgrants.cognito.MfaMethod;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Needs(Equipment.MOTO)
class MotoSignInTests {

  private MotoPool moto;
  private CognitoUserPool pool;

  @BeforeAll
  void start() {
    moto = MotoPool.create();
    pool = moto.pool();
  }

  @Test
  void aUserSignsInByNameAndPassword() {
    String username = moto.enrol();

    SignedIn signedIn = MotoPool.signedIn(pool.authenticate(username, MotoPool.PASSWORD));

    assertThat(signedIn.username()).isEqualTo(username);
    assertThat(moto.tokens().build().verify(signedIn.accessToken()).username()).isEqualTo(username);
    assertThat(signedIn.refreshToken()).isNotBlank();
    assertThat(signedIn.expiresAt()).isAfter(Instant.now());
  }

  @Test
  void aWrongPasswordAndAnUnknownUserGetTheVerySameAnswer() {
    String username = moto.enrol();
    String disabled = moto.enrol();
    moto.cognito().adminDisableUser(request -> request.userPoolId(moto.id()).username(disabled));

    UploadException wrong = failure(username, "Wrong-pa55word");
    UploadException unknown = failure("nobody-" + username, MotoPool.PASSWORD);
    UploadException impossible = failure("no body", MotoPool.PASSWORD);
    UploadException refused = failure(disabled, MotoPool.PASSWORD);

    for (UploadException each : List.of(wrong, unknown, impossible, refused)) {
      assertThat(each).isExactlyInstanceOf(UploadRefusedException.class).hasNoCause();
      assertThat(each.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
      assertThat(each).hasMessage(wrong.getMessage());
      assertThat(each.getSuppressed()).isEmpty();
      assertThat(trace(each)).doesNotContain(username, "pa55word");
    }
  }

  private UploadException failure(String username, String password) {
    return catchThrowableOfType(UploadException.class, () -> pool.authenticate(username, password));
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  @Test
  void aTemporaryPasswordIsReplaced() {
    String username = moto.invite();
    NewPasswordRequired challenge =
        (NewPasswordRequired) pool.authenticate(username, "Temporary-1");

    assertThatThrownBy(() -> pool.setNewPassword(challenge, "weak", Map.of()))
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageContaining("policy")
        .hasMessageNotContaining("weak")
        .extracting(reason -> ((UploadException) reason).code())
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    MotoPool.signedIn(pool.setNewPassword(challenge, "Chosen-pa55word", Map.of()));

    MotoPool.signedIn(pool.authenticate(username, "Chosen-pa55word"));
    assertThat(failure(username, "Temporary-1").code())
        .isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
  }

  @Test
  void tokensAreRefreshedUntilTheUserIsSignedOutEverywhere() {
    SignedIn first = moto.signIn();
    String refreshToken = String.valueOf(first.refreshToken());

    SignedIn second = pool.refresh(first.username(), refreshToken);

    assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
    assertThat(second.refreshToken()).isNull();
    assertThat(moto.tokens().build().verify(second.accessToken()).username())
        .isEqualTo(first.username());
    pool.signOutEverywhere(first.username());
    UploadException refused =
        catchThrowableOfType(
            UploadException.class, () -> pool.refresh(first.username(), refreshToken));
    assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    // Moto's text is the token itself.
    assertThat(trace(refused)).doesNotContain(refreshToken);
    pool.signOutEverywhere("nobody-by-that-name");
  }

  /** Here moto checks the hash of the secret too. */
  @Test
  void aSecondFactorIsAnsweredByItsCode() {
    SignedIn first = moto.signIn();
    moto.cognito().associateSoftwareToken(request -> request.accessToken(first.accessToken()));
    moto.cognito()
        .verifySoftwareToken(
            request -> request.accessToken(first.accessToken()).userCode(Totp.code(Instant.now())));
    moto.cognito()
        .adminSetUserMFAPreference(
            request ->
                request
                    .userPoolId(moto.id())
                    .username(first.username())
                    .softwareTokenMfaSettings(totp -> totp.enabled(true).preferredMfa(true)));

    Authentication result = pool.authenticate(first.username(), MotoPool.PASSWORD);

    assertThat(result).isInstanceOf(CodeRequired.class);
    CodeRequired challenge = (CodeRequired) result;
    assertThat(challenge.method()).isEqualTo(MfaMethod.TOTP);
    assertThat(challenge.toString()).doesNotContain(challenge.session(), first.username());
    String wrong = Totp.code(Instant.EPOCH.plusSeconds(59));
    assertThatThrownBy(() -> pool.submitCode(challenge, wrong))
        .hasMessage(failure("nobody", "Wrong-pa55word").getMessage())
        .hasNoCause();
    MotoPool.signedIn(pool.submitCode(challenge, Totp.code(Instant.now())));
  }

  @Test
  void aPoolOrClientThatIsNotThereIsTheApplicationsOwnAffair() {
    CognitoUserPool noClient =
        CognitoUserPool.of(moto.id(), "nosuchclient").client(moto.cognito()).build();
    CognitoUserPool noPool =
        CognitoUserPool.of("eu-west-1_NoSuchPool", moto.app().clientId())
            .client(moto.cognito())
            .build();

    for (CognitoUserPool wrong : List.of(noClient, noPool)) {
      assertThatThrownBy(() -> wrong.authenticate("alice", MotoPool.PASSWORD))
          .isInstanceOf(UploadConfigurationException.class);
    }
  }
}
