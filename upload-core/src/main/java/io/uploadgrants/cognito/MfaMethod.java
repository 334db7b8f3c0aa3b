package io.uploadgrants.cognito;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;

/** Where the code of a second factor comes from. */
public enum MfaMethod {
  /** A text message ({@code SMS_MFA}). */
  SMS(ChallengeNameType.SMS_MFA),
  /** An authenticator app, by time ({@code SOFTWARE_TOKEN_MFA}). */
  TOTP(ChallengeNameType.SOFTWARE_TOKEN_MFA),
  /** An e-mail ({@code EMAIL_OTP}). */
  EMAIL(ChallengeNameType.EMAIL_OTP);

  private final ChallengeNameType challenge;

  MfaMethod(ChallengeNameType challenge) {
    this.challenge = challenge;
  }

  ChallengeNameType challenge() {
    return challenge;
  }

  /** Returns the name of the answer that has the code. */
  String codeName() {
    return challenge + "_CODE";
  }

  static MfaMethod of(ChallengeNameType challenge) {
    return Arrays.stream(values())
        .filter(method -> method.challenge == challenge)
        .findFirst()
        .orElseThrow();
  }

  /** Returns those of Cognito's names that are known here, in the same order. */
  static List<MfaMethod> known(List<String> names) {
    List<MfaMethod> known = new ArrayList<>();
    for (String name : names) {
      Arrays.stream(values())
          .filter(method -> method.challenge.toString().equals(name))
          .forEach(known::add);
    }
    return List.copyOf(known);
  }
}
