package io.uploadgrants.cognito;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.cognito.Authentication.CodeRequired;
import io.uploadgrants.cognito.Authentication.MfaSelection;
import io.uploadgrants.cognito.Authentication.NewPasswordRequired;
import io.uploadgrants.cognito.Authentication.SignedIn;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CognitoUserPoolTests {

  /** Computed by OpenSSL: HMAC-SHA-256 of name and client id by the secret. */
  private static final String HASH_OF_ALICE = "SAE5b6p51wIcPdpMJHNS84crl8ezYXcANHy0le74Ww4=";

  private static final String HASH_OF_UUID = "7GGOseICm8lzUZHPALijyD3ozEDXadVooWXjYUn6gfI=";

  @AutoClose private final CognitoStub cognito = new CognitoStub();
  private final CognitoUserPool pool = cognito.pool().build();
  private final CognitoUserPool withSecret =
      cognito.pool().clientSecret(CognitoStub.CLIENT_SECRET).build();

  @Test
  void aSignInAsksForThePoolsAdministratorsFlow() {
    cognito.signsIn("opaque");

    Authentication result = pool.authenticate("alice", "right password");

    assertThat(cognito.asked("AdminInitiateAuth").toString())
        .isEqualTo(
            "{\"UserPoolId\":\"%s\",\"ClientId\":\"%s\",\"AuthFlow\":\"ADMIN_USER_PASSWORD_AUTH\",\"AuthParameters\":{\"PASSWORD\":\"right password\",\"USERNAME\":\"alice\"}}"
                .formatted(CognitoStub.POOL, CognitoStub.CLIENT));
    assertThat(result)
        .isEqualTo(
            new SignedIn(
                "alice",
                "id-token-secret",
                "opaque",
                "refresh-token-secret",
                CognitoStub.NOW.plusSeconds(3600)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "0", "{\"username\":7}", "xyzzy"})
  void aTokenThatCantBeReadLeavesTheNameThatWasGiven(String json) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String header = base64.encodeToString("{\"alg\":\"RS256\"}".getBytes(UTF_8));
    String odd = base64.encodeToString(json.getBytes(UTF_8));
    for (String token :
        List.of(header + "." + odd + ".AAAA", odd + "." + odd + ".AAAA", odd + "..")) {
      cognito.signsIn(token);

      assertThat(pool.authenticate("alice", "pw"))
          .isInstanceOfSatisfying(
              SignedIn.class,
              signedIn -> {
                assertThat(signedIn.username()).isEqualTo("alice");
                assertThat(signedIn.accessToken()).isEqualTo(token);
              });
    }
  }

  @Test
  void aClientWithASecretSendsItsHashAndNeverTheSecret() {
    cognito.signsIn("opaque");

    withSecret.authenticate("alice", "pw");

    JsonNode asked = cognito.asked("AdminInitiateAuth");
    assertThat(asked.path("AuthParameters").path("SECRET_HASH").asString())
        .isEqualTo(HASH_OF_ALICE);
    assertThat(asked.toString()).doesNotContain(CognitoStub.CLIENT_SECRET);
  }

  @Test
  void theNameIsTheOneThatTheTokenOfCognitoHas() {
    String token =
        Signer.rsa("kid").sign(new JWTClaimsSet.Builder().claim("username", "4f1c-uuid").build());
    cognito.signsIn(token);

    assertThat(pool.authenticate("alice@example.com", "pw").username()).isEqualTo("4f1c-uuid");
  }

  @Test
  void aTemporaryPasswordIsAnsweredByANewOneAndTheAttributesAskedFor() {
    cognito.challenges(
        "NEW_PASSWORD_REQUIRED",
        """
        {"USER_ID_FOR_SRP":"4f1c-uuid","requiredAttributes":"[\\"userAttributes.email\\",\\"userAttributes.given_name\\"]",
         "userAttributes":"{\\"email\\":\\"\\"}"}
        """);
    NewPasswordRequired challenge =
        (NewPasswordRequired) withSecret.authenticate("alice@example.com", "temporary");
    cognito.calls().clear();
    assertThat(challenge)
        .isEqualTo(
            new NewPasswordRequired(
                "4f1c-uuid", CognitoStub.SESSION, List.of("email", "given_name")));
    cognito.signsIn("opaque");

    Authentication result =
        withSecret.setNewPassword(
            challenge, "n3w password", Map.of("email", "a@example.com", "given_name", "Alice"));

    assertThat(result).isInstanceOf(SignedIn.class);
    JsonNode asked = cognito.asked("AdminRespondToAuthChallenge");
    assertThat(asked.path("ChallengeName").asString()).isEqualTo("NEW_PASSWORD_REQUIRED");
    assertThat(asked.path("Session").asString()).isEqualTo(CognitoStub.SESSION);
    JsonNode answers = asked.path("ChallengeResponses");
    assertThat(answers.propertyNames())
        .containsExactlyInAnyOrder(
            "USERNAME",
            "SECRET_HASH",
            "NEW_PASSWORD",
            "userAttributes.email",
            "userAttributes.given_name");
    assertThat(answers.path("USERNAME").asString()).isEqualTo("4f1c-uuid");
    assertThat(answers.path("SECRET_HASH").asString()).isEqualTo(HASH_OF_UUID);
    assertThat(answers.path("NEW_PASSWORD").asString()).isEqualTo("n3w password");
  }

  /** Or a user could make itself an administrator while it chooses a password. */
  @Test
  void anAttributeThatWasNotAskedForIsRefusedUnsent() {
    NewPasswordRequired challenge =
        new NewPasswordRequired("alice", CognitoStub.SESSION, List.of("email"));

    for (Map<String, String> attributes :
        List.of(
            Map.<String, String>of(),
            Map.of("email", "a@example.com", "custom:role", "admin"),
            Map.of("custom:role", "admin"),
            Map.of("email", ""),
            Map.of("email", "x".repeat(2_049)))) {
      assertThatThrownBy(() -> pool.setNewPassword(challenge, "n3w", attributes))
          .isInstanceOf(UploadRefusedException.class)
          .hasMessageContaining("attribute")
          .hasMessageContaining("email")
          .extracting(reason -> ((UploadRefusedException) reason).code())
          .isEqualTo(ErrorCode.INVALID_REQUEST);
    }
    assertThat(cognito.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SMS_MFA, SMS, SMS_MFA_CODE",
    "SOFTWARE_TOKEN_MFA, TOTP, SOFTWARE_TOKEN_MFA_CODE",
    "EMAIL_OTP, EMAIL, EMAIL_OTP_CODE"
  })
  void aSecondFactorIsAnsweredByItsCode(String name, MfaMethod method, String member) {
    cognito.challenges(
        name, "{\"USER_ID_FOR_SRP\":\"4f1c-uuid\",\"CODE_DELIVERY_DESTINATION\":\"+***9934\"}");
    CodeRequired challenge = (CodeRequired) withSecret.authenticate("alice", "pw");
    cognito.calls().clear();
    assertThat(challenge)
        .isEqualTo(new CodeRequired("4f1c-uuid", CognitoStub.SESSION, method, "+***9934"));
    cognito.signsIn("opaque");

    assertThat(withSecret.submitCode(challenge, "012345")).isInstanceOf(SignedIn.class);

    JsonNode asked = cognito.asked("AdminRespondToAuthChallenge");
    assertThat(asked.path("ChallengeName").asString()).isEqualTo(name);
    assertThat(asked.path("ChallengeResponses").propertyNames())
        .containsExactlyInAnyOrder("USERNAME", "SECRET_HASH", member);
    assertThat(asked.path("ChallengeResponses").path(member).asString()).isEqualTo("012345");
    assertThat(asked.path("ChallengeResponses").path("SECRET_HASH").asString())
        .isEqualTo(HASH_OF_UUID);
  }

  @Test
  void theChoiceOfASecondFactorLeadsToItsCode() {
    cognito
        .challenges(
            "SELECT_MFA_TYPE",
            "{\"MFAS_CAN_CHOOSE\":\"[\\\"SMS_MFA\\\",\\\"FAX\\\",\\\"SOFTWARE_TOKEN_MFA\\\"]\"}")
        .challenges("SOFTWARE_TOKEN_MFA", "{}");
    MfaSelection challenge = (MfaSelection) pool.authenticate("alice", "pw");
    cognito.calls().clear();
    assertThat(challenge.methods()).containsExactly(MfaMethod.SMS, MfaMethod.TOTP);

    assertThat(pool.selectMfa(challenge, MfaMethod.TOTP))
        .isEqualTo(new CodeRequired("alice", CognitoStub.SESSION, MfaMethod.TOTP, null));

    JsonNode asked = cognito.asked("AdminRespondToAuthChallenge");
    assertThat(asked.path("ChallengeName").asString()).isEqualTo("SELECT_MFA_TYPE");
    assertThat(asked.path("ChallengeResponses").path("ANSWER").asString())
        .isEqualTo("SOFTWARE_TOKEN_MFA");
    assertThatThrownBy(() -> pool.selectMfa(challenge, MfaMethod.EMAIL))
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageContaining("EMAIL")
        .hasMessageContaining("choose one of SMS, TOTP.");
    assertThat(cognito.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MFA_SETUP", "CUSTOM_CHALLENGE", "DEVICE_SRP_AUTH", "FROM_THE_FUTURE"})
  void aChallengeThatIsNotKnownIsNamed(String name) {
    cognito.challenges(name, "{}");

    assertThatThrownBy(() -> pool.authenticate("alice", "pw"))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining(name)
        .hasMessageNotContainingAny(CognitoStub.SESSION, "alice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"ChallengeName\":\"SMS_MFA\",\"ChallengeParameters\":{}}",
        "{\"AuthenticationResult\":{\"IdToken\":\"a\"}}",
        "{\"AuthenticationResult\":{\"IdToken\":\"a\",\"AccessToken\":\"b\"}}",
        "{\"ChallengeName\":\"SELECT_MFA_TYPE\",\"Session\":\"s\",\"ChallengeParameters\":{\"MFAS_CAN_CHOOSE\":\"[1\"}}",
        "{\"ChallengeName\":\"SELECT_MFA_TYPE\",\"Session\":\"s\",\"ChallengeParameters\":{\"MFAS_CAN_CHOOSE\":\"{}\"}}",
        "{\"ChallengeName\":\"SELECT_MFA_TYPE\",\"Session\":\"s\",\"ChallengeParameters\":{\"MFAS_CAN_CHOOSE\":\"[\\\"\"}}",
        "{\"ChallengeName\":\"NEW_PASSWORD_REQUIRED\",\"Session\":\"s\",\"ChallengeParameters\":{\"requiredAttributes\":\"nope\"}}"
      })
  void anAnswerThatMakesNoSenseIsAFailureOfCognito(String json) {
    cognito.answers(json);

    assertThatThrownBy(() -> pool.authenticate("alice", "pw"))
        .isInstanceOf(IssuanceFailedException.class)
        .hasNoCause();
  }

  @Test
  void aRefreshKeepsTheRefreshTokenWhenThereIsNoNewOne() {
    cognito.answers(
        "{\"AuthenticationResult\":{\"IdToken\":\"i\",\"AccessToken\":\"a\",\"ExpiresIn\":300}}");

    SignedIn refreshed = withSecret.refresh("alice", "refresh-1");

    JsonNode asked = cognito.asked("AdminInitiateAuth");
    assertThat(asked.path("AuthFlow").asString()).isEqualTo("REFRESH_TOKEN_AUTH");
    assertThat(asked.path("AuthParameters").path("REFRESH_TOKEN").asString())
        .isEqualTo("refresh-1");
    assertThat(asked.path("AuthParameters").path("SECRET_HASH").asString())
        .isEqualTo(HASH_OF_ALICE);
    assertThat(refreshed)
        .isEqualTo(new SignedIn("alice", "i", "a", null, CognitoStub.NOW.plusSeconds(300)));
  }

  @Test
  void aClientThatRotatesRefreshTokensGetsANewOne() {
    cognito.signsIn("opaque");
    CognitoUserPool rotating =
        cognito.pool().clientSecret(CognitoStub.CLIENT_SECRET).rotatesRefreshTokens(true).build();

    assertThat(rotating.refresh("alice", "refresh-1").refreshToken())
        .isEqualTo("refresh-token-secret");

    JsonNode asked = cognito.asked("GetTokensFromRefreshToken");
    assertThat(asked.path("RefreshToken").asString()).isEqualTo("refresh-1");
    assertThat(asked.path("ClientSecret").asString()).isEqualTo(CognitoStub.CLIENT_SECRET);
    cognito.fails(400, "RefreshTokenReuseException", "reused");
    assertThatThrownBy(() -> rotating.refresh("alice", "refresh-1"))
        .hasMessage(UserPoolFailures.refused().getMessage());
  }

  @Test
  void signingOutAnUnknownUserDoesNothing() {
    cognito.answers("{}").fails(400, "UserNotFoundException", "User does not exist.");

    pool.signOutEverywhere("alice");
    pool.signOutEverywhere("nobody");

    assertThat(cognito.calls())
        .extracting(CognitoStub.Call::operation)
        .containsExactly("AdminUserGlobalSignOut", "AdminUserGlobalSignOut");
    assertThat(cognito.calls().get(0).body().toString())
        .isEqualTo("{\"UserPoolId\":\"%s\",\"Username\":\"alice\"}".formatted(CognitoStub.POOL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\u0000", "a\nb", "\ud800", "a\u202e b"})
  void aNameThatNoUserCanHaveIsRefusedLikeAnyOtherAndUnsent(String username) {
    assertThatThrownBy(() -> pool.authenticate(username, "pw"))
        .hasMessage(UserPoolFailures.refused().getMessage());
    assertThatThrownBy(() -> pool.refresh(username, "token"))
        .hasMessage(UserPoolFailures.refused().getMessage());
    assertThatThrownBy(() -> pool.signOutEverywhere(username))
        .isInstanceOf(UploadRefusedException.class);
    assertThat(cognito.calls()).isEmpty();
  }

  @Test
  void whatIsOutOfBoundsIsRefusedUnsent() {
    CodeRequired code = new CodeRequired("alice", CognitoStub.SESSION, MfaMethod.SMS, null);
    String refused = UserPoolFailures.refused().getMessage();

    assertThatThrownBy(() -> pool.authenticate("a".repeat(129), "pw")).hasMessage(refused);
    assertThatThrownBy(() -> pool.authenticate("alice", "")).hasMessage(refused);
    assertThatThrownBy(() -> pool.authenticate("alice", "p".repeat(257))).hasMessage(refused);
    assertThatThrownBy(() -> pool.authenticate("alice", "\ud800")).hasMessage(refused);
    assertThatThrownBy(() -> pool.refresh("alice", "")).hasMessage(refused);
    assertThatThrownBy(() -> pool.refresh("alice", "a\r\nb")).hasMessage(refused);
    assertThatThrownBy(() -> pool.refresh("alice", "a".repeat(20_001))).hasMessage(refused);
    for (String wrong : List.of("", "12345a", "1".repeat(17), "١٢٣٤٥٦")) {
      assertThatThrownBy(() -> pool.submitCode(code, wrong)).hasMessage(refused);
    }
    CodeRequired forged = new CodeRequired("alice", "short", MfaMethod.SMS, null);
    assertThatThrownBy(() -> pool.submitCode(forged, "123456")).hasMessage(refused);
    NewPasswordRequired change = new NewPasswordRequired("alice", CognitoStub.SESSION, List.of());
    assertThatThrownBy(() -> pool.setNewPassword(change, "p".repeat(257), Map.of()))
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageContaining("257");
    assertThat(cognito.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "eu-west-1",
        "AbCdEf123",
        "eu-west-1_",
        "eu-west-1_a/b",
        "EU-WEST-1_abc",
        "evil.example/x-1_abc",
        "eu-west-1_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void whatIsNoPoolsIdIsRefusedAtOnce(String id) {
    assertThatThrownBy(() -> CognitoUserPool.of(id, CognitoStub.CLIENT))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("eu-west-1_AbCdEf123");
    assertThatThrownBy(() -> UserPoolTokens.of(id, CognitoStub.CLIENT))
        .isInstanceOf(UploadConfigurationException.class);
  }

  @Test
  void whatIsNoClientsIdOrSecretIsRefusedAtOnce() {
    for (String id : List.of("", "a b", "a".repeat(129), "a/b")) {
      assertThatThrownBy(() -> CognitoUserPool.of(CognitoStub.POOL, id))
          .isInstanceOf(UploadConfigurationException.class);
    }
    CognitoUserPool.Builder builder = CognitoUserPool.of(CognitoStub.POOL, CognitoStub.CLIENT);
    for (String secret : List.of("", "s".repeat(129))) {
      assertThatThrownBy(() -> builder.clientSecret(secret))
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageNotContaining("sss");
    }
  }

  @Test
  void aPoolMakesItsOwnClientWithoutCallingAnybody() {
    CognitoUserPool own = CognitoUserPool.of(CognitoStub.POOL, CognitoStub.CLIENT).build();

    assertThatThrownBy(() -> own.authenticate("", "pw"))
        .hasMessage(UserPoolFailures.refused().getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void everyMethodIsOneOfCognitosChallenges(MfaMethod method) {
    assertThat(MfaMethod.of(method.challenge())).isEqualTo(method);
    assertThat(MfaMethod.known(List.of(method.challenge().toString()))).containsExactly(method);
  }
}
