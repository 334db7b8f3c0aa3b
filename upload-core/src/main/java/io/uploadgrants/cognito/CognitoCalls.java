package io.uploadgrants.cognito;

import io.uploadgrants.cognito.Authentication.SignedIn;
import io.uploadgrants.iam.UserPoolId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminRespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;

/** The calls to Cognito, whose failures are the SDK's. */
final class CognitoCalls {

  private final UserPoolId pool;
  private final AppClient app;
  private final CognitoIdentityProviderClient cognito;
  private final InstantSource clock;

  CognitoCalls(
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
    AuthenticationResultType result = response.authenticationResult();
    return result != null
        ? AuthenticationReader.signedIn(username, asked, result)
        : AuthenticationReader.challenge(
            username,
            response.challengeNameAsString(),
            response.session(),
            response.challengeParameters());
  }

  Authentication respond(
      ChallengeNameType challenge, String username, String session, Map<String, String> answers) {
    if (!Credentials.isUsername(username) || !Credentials.isSession(session)) {
      throw CognitoFailures.refused();
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
                    .overrideConfiguration(UserPoolClient.once())
                    .challengeResponses(signed(username, answers)));
    AuthenticationResultType result = response.authenticationResult();
    return result != null
        ? AuthenticationReader.signedIn(username, asked, result)
        : AuthenticationReader.challenge(
            username,
            response.challengeNameAsString(),
            response.session(),
            response.challengeParameters());
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
                        .overrideConfiguration(UserPoolClient.once()))
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
