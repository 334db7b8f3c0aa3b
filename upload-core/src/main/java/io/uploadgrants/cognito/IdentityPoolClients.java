package io.uploadgrants.cognito;

import io.uploadgrants.aws.CallSettings;
import io.uploadgrants.aws.ServiceClient;
import io.uploadgrants.iam.IdentityPoolId;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;

/** The SDK's clients of identity pools. */
final class IdentityPoolClients {

  private IdentityPoolClients() {}

  /** Returns the client that was given, or makes one for the pool's region. */
  static ServiceClient<CognitoIdentityClient> of(
      @Nullable CognitoIdentityClient given, IdentityPoolId pool) {
    return ServiceClient.of(
        given,
        () ->
            CognitoIdentityClient.builder()
                .region(Region.of(pool.region()))
                // The sessions retry by themselves, within their own time limit.
                .overrideConfiguration(CallSettings::once)
                .build());
  }
}
