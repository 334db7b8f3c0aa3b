package io.uploadgrants.testkit.cognito;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.sts.LoginProvider;
import io.uploadgrants.testkit.embedded.identity.WebIdentities;
import io.uploadgrants.testkit.embedded.identity.WebIdentity;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.CognitoIdentityProvider;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenForDeveloperIdentityResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/**
 * An identity pool of moto's with a user pool behind it. Moto checks no login and no token, and its
 * own tokens are opaque: so what it handed out is kept here, for the STS that verifies it.
 */
final class MotoIdentityPool implements AutoCloseable {

  static final String DEVELOPER_PROVIDER = "login.app";
  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  /** Calls of the strategy's client, in order. */
  final List<SdkRequest> calls = Collections.synchronizedList(new ArrayList<>());

  private final Map<String, String> identities = new ConcurrentHashMap<>();
  private final CognitoIdentityClient client;
  private final CognitoIdentityProviderClient users;
  private final String userPoolId;
  private final String clientId;
  final String id;

  MotoIdentityPool() {
    URI endpoint = Equipment.MOTO.endpoint();
    client =
        CognitoIdentityClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(KEYS)
            .overrideConfiguration(o -> o.addExecutionInterceptor(new Recorder()))
            .build();
    users =
        CognitoIdentityProviderClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(KEYS)
            .build();
    userPoolId = users.createUserPool(pool -> pool.poolName("identities")).userPool().id();
    clientId =
        users
            .createUserPoolClient(
                app ->
                    app.userPoolId(userPoolId)
                        .clientName("app")
                        .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH))
            .userPoolClient()
            .clientId();
    id =
        client
            .createIdentityPool(
                pool ->
                    pool.identityPoolName("uploads")
                        .allowUnauthenticatedIdentities(true)
                        .allowClassicFlow(true)
                        .developerProviderName(DEVELOPER_PROVIDER)
                        .cognitoIdentityProviders(
                            CognitoIdentityProvider.builder()
                                .providerName(provider().name())
                                .clientId(clientId)
                                .serverSideTokenCheck(true)
                                .build()))
            .identityPoolId();
    calls.clear();
  }

  CognitoIdentityClient client() {
    return client;
  }

  LoginProvider provider() {
    return LoginProvider.userPool(userPoolId);
  }

  /** Returns the ID token of a user who has just logged in. */
  String idToken(String user) {
    String password = "Aa-1" + UUID.randomUUID();
    users.adminCreateUser(
        create ->
            create.userPoolId(userPoolId).username(user).messageAction(MessageActionType.SUPPRESS));
    users.adminSetUserPassword(
        set -> set.userPoolId(userPoolId).username(user).password(password).permanent(true));
    return users
        .adminInitiateAuth(
            login ->
                login
                    .userPoolId(userPoolId)
                    .clientId(clientId)
                    .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                    .authParameters(Map.of("USERNAME", user, "PASSWORD", password)))
        .authenticationResult()
        .idToken();
  }

  /** Returns what takes the pool's own tokens, and no others. */
  WebIdentities verifier() {
    return (token, now) ->
        Optional.ofNullable(identities.get(token))
            .map(
                identity ->
                    new WebIdentity(
                        identity,
                        id,
                        "https://cognito-identity.amazonaws.com",
                        List.of("authenticated")));
  }

  /** Keeps each call, and which token stands for whom. */
  private final class Recorder implements ExecutionInterceptor {

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      calls.add(context.request());
      SdkResponse response = context.response();
      if (response instanceof GetOpenIdTokenResponse answer) {
        identities.put(answer.token(), answer.identityId());
      } else if (response instanceof GetOpenIdTokenForDeveloperIdentityResponse answer) {
        identities.put(answer.token(), answer.identityId());
      }
    }
  }

  @Override
  public void close() {
    client.deleteIdentityPool(delete -> delete.identityPoolId(id));
    users.deleteUserPool(delete -> delete.userPoolId(userPoolId));
    client.close();
    users.close();
  }
}
