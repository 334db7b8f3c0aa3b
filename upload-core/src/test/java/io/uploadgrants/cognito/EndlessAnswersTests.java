package io.uploadgrants.cognito;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.DrippingServer;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SessionRequest;
import io.uploadgrants.sts.SubjectSessions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Each call to AWS is over in time, though its answer never ends. */
@Timeout(60)
class EndlessAnswersTests {

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
  private static final Duration SHORT = Duration.ofMillis(400);

  @Test
  void signingIn() throws IOException {
    try (DrippingServer server = new DrippingServer("application/x-amz-json-1.1");
        CognitoIdentityProviderClient client =
            CognitoIdentityProviderClient.builder()
                .endpointOverride(server.uri())
                .region(Region.EU_WEST_1)
                .credentialsProvider(CREDENTIALS)
                .overrideConfiguration(UserPoolClients.within(SHORT, SHORT))
                .build()) {
      CognitoUserPool pool =
          CognitoUserPool.of(CognitoStub.POOL, CognitoStub.CLIENT).client(client).build();

      assertThatThrownBy(() -> pool.authenticate("alice", "password"))
          .isInstanceOf(IssuanceFailedException.class);
    }
  }

  @Test
  void askingAnIdentityPool() throws IOException {
    try (DrippingServer server = new DrippingServer("application/x-amz-json-1.1");
        CognitoIdentityClient client =
            CognitoIdentityClient.builder()
                .endpointOverride(server.uri())
                .region(Region.EU_WEST_1)
                .credentialsProvider(CREDENTIALS)
                .build()) {
      UploadGrants grants =
          IdentityPools.grants(
              CognitoIdentityStrategy.of(StubPool.ID)
                  .client(client)
                  .enhancedFlow("users")
                  .guests()
                  .sessions(sessions -> sessions.timeout(SHORT)),
              IdentityPools.profile());

      assertThatThrownBy(() -> grants.grant(IdentityPools.guest().build()))
          .isInstanceOf(IssuanceFailedException.class);
    }
  }

  @Test
  void assumingARole() throws IOException {
    try (DrippingServer server = new DrippingServer("text/xml");
        StsClient client =
            StsClient.builder()
                .endpointOverride(server.uri())
                .region(Region.EU_WEST_1)
                .credentialsProvider(CREDENTIALS)
                .build()) {
      AssumeRoleSource role =
          AssumeRoleSource.of("arn:aws:iam::123456789012:role/uploader").client(client).build();
      SubjectSessions sessions = SubjectSessions.of(role).timeout(SHORT).build();
      SessionRequest request =
          new SessionRequest("doc", "alice", Map.of(), "k/", key -> "{}", Duration.ofHours(1));

      assertThatThrownBy(() -> sessions.session(request, Instant.EPOCH))
          .isInstanceOf(IssuanceFailedException.class);
    }
  }
}
