package io.uploadgrants.samples.cognito;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.CognitoIdentityProvider;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/**
 * A user pool and an identity pool in moto, for as long as the application runs.
 *
 * @param endpoint moto's
 * @param users calls its user pools
 * @param identities calls its identity pools
 * @param tokens what its identity pool has handed out
 * @param userPoolId the user pool
 * @param clientId its app client, without a secret
 * @param identityPoolId the identity pool
 */
record MotoCognito(
    URI endpoint,
    CognitoIdentityProviderClient users,
    CognitoIdentityClient identities,
    MotoIdentities tokens,
    String userPoolId,
    String clientId,
    String identityPoolId)
    implements AutoCloseable {

  static final List<SampleLogin> LOGINS =
      List.of(
          new SampleLogin("ann", "Ann-has-1-password", false),
          new SampleLogin("ben", "Temporary-1", true));

  private static final Region REGION = Region.US_EAST_1;

  /** Moto takes any. */
  private static final AwsCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  static MotoCognito create(URI endpoint) {
    MotoIdentities tokens = new MotoIdentities();
    CognitoIdentityProviderClient users =
        CognitoIdentityProviderClient.builder()
            .endpointOverride(endpoint)
            .region(REGION)
            .credentialsProvider(KEYS)
            .build();
    CognitoIdentityClient identities =
        CognitoIdentityClient.builder()
            .endpointOverride(endpoint)
            .region(REGION)
            .credentialsProvider(KEYS)
            .overrideConfiguration(o -> o.addExecutionInterceptor(tokens))
            .build();
    String userPoolId = users.createUserPool(pool -> pool.poolName("sample")).userPool().id();
    String clientId =
        users
            .createUserPoolClient(
                app ->
                    app.userPoolId(userPoolId)
                        .clientName("sample")
                        .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH))
            .userPoolClient()
            .clientId();
    LOGINS.forEach(login -> enrol(users, userPoolId, login));
    String provider = "cognito-idp.%s.amazonaws.com/%s".formatted(REGION, userPoolId);
    String identityPoolId =
        identities
            .createIdentityPool(
                pool ->
                    pool.identityPoolName("sample")
                        .allowUnauthenticatedIdentities(false)
                        .allowClassicFlow(true)
                        .cognitoIdentityProviders(
                            CognitoIdentityProvider.builder()
                                .providerName(provider)
                                .clientId(clientId)
                                .build()))
            .identityPoolId();
    return new MotoCognito(
        endpoint, users, identities, tokens, userPoolId, clientId, identityPoolId);
  }

  private static void enrol(
      CognitoIdentityProviderClient users, String userPoolId, SampleLogin login) {
    users.adminCreateUser(
        create ->
            create
                .userPoolId(userPoolId)
                .username(login.username())
                .temporaryPassword(login.password())
                .messageAction(MessageActionType.SUPPRESS));
    if (!login.temporary()) {
      users.adminSetUserPassword(
          set ->
              set.userPoolId(userPoolId)
                  .username(login.username())
                  .password(login.password())
                  .permanent(true));
    }
  }

  /** Returns what is set by hand on AWS. */
  Map<String, Object> properties() {
    return Map.of(
        "upload.cognito.user-pool.id", userPoolId,
        "upload.cognito.user-pool.client-ids", clientId,
        "upload.cognito.user-pool.jwk-set-uri",
            endpoint.resolve("/" + userPoolId + "/.well-known/jwks.json").toString(),
        "upload.cognito.identity-pool.id", identityPoolId);
  }

  @Override
  public void close() {
    try {
      identities.deleteIdentityPool(delete -> delete.identityPoolId(identityPoolId));
      users.deleteUserPool(delete -> delete.userPoolId(userPoolId));
    } catch (SdkException gone) {
      // Moto has ended before, and the pools with it.
    }
    identities.close();
    users.close();
  }
}
