package io.uploadgrants.cognito;

import io.uploadgrants.ErrorText;
import io.uploadgrants.cognito.Authentication.CodeRequired;
import io.uploadgrants.cognito.Authentication.MfaSelection;
import io.uploadgrants.cognito.Authentication.NewPasswordRequired;
import io.uploadgrants.cognito.Authentication.SignedIn;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/** The steps of {@link CognitoUserPool}: what users give is checked, sent, and its failure told. */
final class UserPoolSignIn {

  private static final String ATTRIBUTE = "userAttributes.";

  private final UserPoolCalls calls;
  private final boolean rotating;

  /**
   * Creates the steps.
   *
   * @param rotating whether the app client rotates refresh tokens
   */
  UserPoolSignIn(UserPoolCalls calls, boolean rotating) {
    this.calls = calls;
    this.rotating = rotating;
  }

  Authentication authenticate(String username, String password) {
    if (!SignInInput.isUsername(username) || !SignInInput.isPassword(password)) {
      throw UserPoolFailures.refused();
    }
    try {
      return calls.initiate(
          AuthFlowType.ADMIN_USER_PASSWORD_AUTH, username, Map.of("PASSWORD", password));
    } catch (SdkException reason) {
      throw UserPoolFailures.ofSignIn(reason);
    }
  }

  Authentication setNewPassword(
      NewPasswordRequired challenge, String newPassword, Map<String, String> attributes) {
    SignInInput.checkNewPassword(newPassword);
    SignInInput.checkAttributes(challenge.requiredAttributes(), attributes);
    Map<String, String> answers = new TreeMap<>();
    answers.put("NEW_PASSWORD", newPassword);
    attributes.forEach((name, value) -> answers.put(ATTRIBUTE + name, value));
    try {
      return calls.respond(
          ChallengeNameType.NEW_PASSWORD_REQUIRED,
          challenge.username(),
          challenge.session(),
          answers);
    } catch (SdkException reason) {
      throw UserPoolFailures.ofNewPassword(reason, newPassword, attributes.keySet());
    }
  }

  Authentication submitCode(CodeRequired challenge, String code) {
    if (!SignInInput.isCode(code)) {
      throw UserPoolFailures.refused();
    }
    return answer(
        challenge.method().challenge(),
        challenge,
        challenge.session(),
        challenge.method().codeName(),
        code);
  }

  Authentication selectMfa(MfaSelection challenge, MfaMethod method) {
    if (!challenge.methods().contains(method)) {
      throw UserPoolFailures.invalid(
          ErrorText.of(
              "The second factor %s isn't offered; choose one of %s.",
              method, challenge.methods()));
    }
    return answer(
        ChallengeNameType.SELECT_MFA_TYPE,
        challenge,
        challenge.session(),
        "ANSWER",
        method.challenge().toString());
  }

  SignedIn refresh(String username, String refreshToken) {
    if (!SignInInput.isUsername(username) || !SignInInput.isToken(refreshToken)) {
      throw UserPoolFailures.refused();
    }
    Authentication result;
    try {
      result =
          rotating
              ? calls.rotate(username, refreshToken)
              : calls.initiate(
                  AuthFlowType.REFRESH_TOKEN_AUTH, username, Map.of("REFRESH_TOKEN", refreshToken));
    } catch (SdkException reason) {
      throw UserPoolFailures.of(reason);
    }
    if (result instanceof SignedIn signedIn) {
      return signedIn;
    }
    throw UserPoolFailures.unknownChallenge("at a refresh, " + result.getClass().getSimpleName());
  }

  void signOutEverywhere(String username) {
    if (!SignInInput.isUsername(username)) {
      throw UserPoolFailures.invalid(
          ErrorText.of(
              "The user's name has %d characters; give one of 1 to 128 without spaces or control characters.",
              username.length()));
    }
    try {
      calls.signOut(username);
    } catch (UserNotFoundException gone) {
      // Nobody is signed in by that name, which is what was wanted.
    } catch (SdkException reason) {
      throw UserPoolFailures.ofSignOut(reason);
    }
  }

  private Authentication answer(
      ChallengeNameType name,
      Authentication challenge,
      String session,
      String member,
      String value) {
    try {
      return calls.respond(name, challenge.username(), session, Map.of(member, value));
    } catch (SdkException reason) {
      throw UserPoolFailures.of(reason);
    }
  }
}
