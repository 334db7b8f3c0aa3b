package io.uploadgrants.cognito;

import io.uploadgrants.cognito.Authentication.SignedIn;
import io.uploadgrants.iam.UserPoolId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminRespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;

/** The calls to Cognito, whose failures are the SDK's. */
final class UserPoolCalls {

  private final UserPoolId pool;
  private final AppClient app;
  private final CognitoIdentityProviderClient cognito;
  private final InstantSource clock;

  UserPoolCalls(
      UserPoolId pool, AppClient app, CognitoIdentityProviderClient cognito, InstantSource clock) {
    this.pool = pool;
    this.app = app;
    this.cognito = cognito;
    this.clock = clock;
  }

  Authentication initiate(AuthFlowType flow, String username, Map<String, String> parameters) {
    Instant asked = clock.instant();
    AdminInitiateAuthResponse response =
        cognito.adminInitiateAuth(
            request ->
                request
                    .userPoolId(pool.id())
                    .clientId(app.id())
                    .authFlow(flow)
                    .authParameters(signed(username, parameters)));
    return authentication(
        username,
        asked,
        response.authenticationResult(),
        response.challengeNameAsString(),
        response.session(),
        response.challengeParameters());
  }

  Authentication respond(
      ChallengeNameType challenge, String username, String session, Map<String, String> answers) {
    if (!SignInInput.isUsername(username) || !SignInInput.isSession(session)) {
      throw UserPoolFailures.refused();
    }
    Instant asked = clock.instant();
    AdminRespondToAuthChallengeResponse response =
        cognito.adminRespondToAuthChallenge(
            request ->
                request
                    .userPoolId(pool.id())
                    .clientId(app.id())
                    .challengeName(challenge)
                    .session(session)
                    .overrideConfiguration(UserPoolClients.once())
                    .challengeResponses(signed(username, answers)));
    return authentication(
        username,
        asked,
        response.authenticationResult(),
        response.challengeNameAsString(),
        response.session(),
        response.challengeParameters());
  }

  /** Returns what the two responses say, which have the same parts and no common type. */
  private static Authentication authentication(
      String username,
      Instant asked,
      @Nullable AuthenticationResultType result,
      @Nullable String challenge,
      @Nullable String session,
      Map<String, String> parameters) {
    return result != null
        ? AuthenticationReader.signedIn(username, asked, result)
        : AuthenticationReader.challenge(username, challenge, session, parameters);
  }

  SignedIn rotate(String username, String refreshToken) {
    Instant asked = clock.instant();
    return AuthenticationReader.signedIn(
        username,
        asked,
        cognito
            .getTokensFromRefreshToken(
                request ->
                    request
                        .clientId(app.id())
                        .clientSecret(app.secret())
                        .refreshToken(refreshToken)
                        .overrideConfiguration(UserPoolClients.once()))
            .authenticationResult());
  }

  void signOut(String username) {
    cognito.adminUserGlobalSignOut(request -> request.userPoolId(pool.id()).username(username));
  }

  private Map<String, String> signed(String username, Map<String, String> parameters) {
    Map<String, String> signed = new TreeMap<>(parameters);
    signed.put("USERNAME", username);
    String hash = app.secretHash(username);
    if (hash != null) {
      signed.put("SECRET_HASH", hash);
    }
    return signed;
  }
}
