package io.uploadgrants.spring.credentials;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenForDeveloperIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenForDeveloperIdentityResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenResponse;

/** An identity pool of the application's own, which knows one identity. */
final class RecordingCognito implements CognitoIdentityClient {

  static final String IDENTITY = "eu-west-1:11111111-2222-3333-4444-555555555555";

  private final List<Object> calls = new CopyOnWriteArrayList<>();

  List<Object> calls() {
    return calls;
  }

  @Override
  public GetIdResponse getId(GetIdRequest request) {
    calls.add(request);
    return GetIdResponse.builder().identityId(IDENTITY).build();
  }

  @Override
  public GetOpenIdTokenResponse getOpenIdToken(GetOpenIdTokenRequest request) {
    calls.add(request);
    return GetOpenIdTokenResponse.builder().identityId(IDENTITY).token("pool-token").build();
  }

  @Override
  public GetOpenIdTokenForDeveloperIdentityResponse getOpenIdTokenForDeveloperIdentity(
      GetOpenIdTokenForDeveloperIdentityRequest request) {
    calls.add(request);
    return GetOpenIdTokenForDeveloperIdentityResponse.builder()
        .identityId(IDENTITY)
        .token("developer-token")
        .build();
  }

  @Override
  public GetCredentialsForIdentityResponse getCredentialsForIdentity(
      GetCredentialsForIdentityRequest request) {
    calls.add(request);
    return GetCredentialsForIdentityResponse.builder()
        .identityId(IDENTITY)
        .credentials(
            Credentials.builder()
                .accessKeyId("SESSION")
                .secretKey("secret")
                .sessionToken("token")
                .expiration(Instant.now().plusSeconds(3600))
                .build())
        .build();
  }

  @Override
  public String serviceName() {
    return "cognito-identity";
  }

  @Override
  public void close() {}
}
