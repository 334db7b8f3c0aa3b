package io.uploadgrants.testkit.cognito;

import io.uploadgrants.testkit.embedded.identity.WebIdentities;
import io.uploadgrants.testkit.embedded.identity.WebIdentity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** An identity pool whose enhanced flow assumes a role of the embedded server, as Cognito does. */
final class EmbeddedIdentityPool implements CognitoIdentityClient {

  static final String ID = "us-east-1:11111111-2222-3333-4444-555555555555";
  static final String ROLE = "pool-role";

  private int count;
  private @Nullable StsClient sts;

  void assumesBy(StsClient client) {
    this.sts = client;
  }

  static WebIdentities verifier() {
    return (token, now) ->
        Optional.of(
            new WebIdentity(
                token, ID, "https://cognito-identity.amazonaws.com", List.of("unauthenticated")));
  }

  @Override
  public synchronized GetIdResponse getId(GetIdRequest request) {
    return GetIdResponse.builder()
        .identityId("us-east-1:00000000-0000-0000-0000-%012x".formatted(++count))
        .build();
  }

  @Override
  public GetCredentialsForIdentityResponse getCredentialsForIdentity(
      GetCredentialsForIdentityRequest request) {
    Credentials issued =
        Objects.requireNonNull(sts)
            .assumeRoleWithWebIdentity(
                assume ->
                    assume
                        .roleArn("arn:aws:iam::123456789012:role/" + ROLE)
                        .roleSessionName("CognitoIdentityCredentials")
                        .webIdentityToken(request.identityId()))
            .credentials();
    return GetCredentialsForIdentityResponse.builder()
        .identityId(request.identityId())
        .credentials(
            c ->
                c.accessKeyId(issued.accessKeyId())
                    .secretKey(issued.secretAccessKey())
                    .sessionToken(issued.sessionToken())
                    .expiration(issued.expiration()))
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
