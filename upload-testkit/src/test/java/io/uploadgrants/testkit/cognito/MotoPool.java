package io.uploadgrants.testkit.cognito;

import io.uploadgrants.cognito.Authentication;
import io.uploadgrants.cognito.Authentication.SignedIn;
import io.uploadgrants.cognito.CognitoUserPool;
import io.uploadgrants.cognito.UserPoolTokens;
import io.uploadgrants.equipment.Equipment;
import java.net.URI;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;

/**
 * A user pool of its own, with one client that has a secret.
 *
 * @param endpoint moto's
 * @param cognito what sets it up
 * @param id the pool's id
 * @param app its client
 */
record MotoPool(
    URI endpoint, CognitoIdentityProviderClient cognito, String id, UserPoolClientType app) {

  static final String PASSWORD = "Right-pa55word";

  static MotoPool create() {
    URI endpoint = Equipment.MOTO.endpoint();
    CognitoIdentityProviderClient cognito =
        CognitoIdentityProviderClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(endpoint)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    String id =
        cognito
            .createUserPool(request -> request.poolName("p" + UUID.randomUUID()))
            .userPool()
            .id();
    return new MotoPool(endpoint, cognito, id, client(cognito, id, true));
  }

  private static UserPoolClientType client(
      CognitoIdentityProviderClient cognito, String pool, boolean secret) {
    return cognito
        .createUserPoolClient(
            request -> request.userPoolId(pool).clientName("app").generateSecret(secret))
        .userPoolClient();
  }

  /** Returns a second client of the pool, without a secret. */
  CognitoUserPool otherClient() {
    return CognitoUserPool.of(id, client(cognito, id, false).clientId()).client(cognito).build();
  }

  CognitoUserPool pool() {
    return CognitoUserPool.of(id, app.clientId())
        .clientSecret(app.clientSecret())
        .client(cognito)
        .build();
  }

  UserPoolTokens.Builder tokens() {
    return UserPoolTokens.of(id, app.clientId()).jwksUri(jwks());
  }

  URI jwks() {
    return endpoint.resolve("/" + id + "/.well-known/jwks.json");
  }

  /** Makes a user whose password is a temporary one. */
  String invite() {
    String username = "user-" + UUID.randomUUID();
    cognito.adminCreateUser(
        request ->
            request
                .userPoolId(id)
                .username(username)
                .temporaryPassword("Temporary-1")
                .messageAction(MessageActionType.SUPPRESS));
    return username;
  }

  /** Makes a user with {@link #PASSWORD}. */
  String enrol() {
    String username = invite();
    cognito.adminSetUserPassword(
        request -> request.userPoolId(id).username(username).password(PASSWORD).permanent(true));
    return username;
  }

  SignedIn signIn() {
    return signedIn(pool().authenticate(enrol(), PASSWORD));
  }

  static SignedIn signedIn(Authentication result) {
    if (result instanceof SignedIn signedIn) {
      return signedIn;
    }
    throw new AssertionError("Still at " + result);
  }
}
