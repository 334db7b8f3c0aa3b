package io.uploadgrants.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.aws.ServiceClient;
import io.uploadgrants.cognito.Authentication.CodeRequired;
import io.uploadgrants.cognito.Authentication.NewPasswordRequired;
import io.uploadgrants.cognito.Authentication.SignedIn;
import io.uploadgrants.iam.UserPoolId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** What is sent how often, and who closes what. */
class CognitoClientTests {

  @AutoClose private final CognitoStub cognito = new CognitoStub();

  /** Three tries, at once. */
  @AutoClose
  private final CognitoIdentityProviderClient retrying =
      CognitoStub.client(
          cognito.endpoint(),
          AwsRetryStrategy.standardRetryStrategy().toBuilder()
              .maxAttempts(3)
              .backoffStrategy(BackoffStrategy.retryImmediately())
              .build());

  private CognitoUserPool.Builder pool() {
    return cognito.pool().client(retrying);
  }

  @Test
  void whatIsGoodForOnceIsSentOnceWhateverTheClientSays() {
    CodeRequired code = new CodeRequired("alice", CognitoStub.SESSION, MfaMethod.TOTP, null);
    NewPasswordRequired password = new NewPasswordRequired("alice", CognitoStub.SESSION, List.of());
    CognitoUserPool rotating = pool().rotatesRefreshTokens(true).build();
    sentOnce("AdminRespondToAuthChallenge", () -> rotating.submitCode(code, "123456"));
    sentOnce(
        "AdminRespondToAuthChallenge", () -> rotating.setNewPassword(password, "n3w", Map.of()));
    sentOnce("GetTokensFromRefreshToken", () -> rotating.refresh("alice", "refresh"));
  }

  private void sentOnce(String operation, ThrowingCallable call) {
    for (int answer = 0; answer < 3; answer++) {
      cognito.fails(500, "InternalErrorException", "try again");
    }
    assertThatThrownBy(call).isInstanceOf(IssuanceFailedException.class);
    cognito.asked(operation);
    cognito.forget();
  }

  @Test
  void whatIsGoodForMoreIsRetriedAsTheClientSays() {
    cognito.fails(500, "InternalErrorException", "try again").signsIn("opaque");

    assertThat(pool().build().authenticate("alice", "pw")).isInstanceOf(SignedIn.class);

    assertThat(cognito.calls()).hasSize(2);
  }

  @Test
  void aClientThatWasGivenIsLeftOpenAndOneThatWasMadeIsClosed() {
    AtomicInteger closed = new AtomicInteger();
    CognitoIdentityProviderClient client =
        new CognitoIdentityProviderClient() {
          @Override
          public String serviceName() {
            return "cognito-idp";
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    cognito.pool().client(client).build().close();
    assertThat(closed).hasValue(0);
    new ServiceClient<>(client, true).close();
    assertThat(closed).hasValue(1);
    try (ServiceClient<CognitoIdentityProviderClient> made =
        UserPoolClients.of(null, UserPoolId.of(CognitoStub.POOL))) {
      assertThat(made.own()).isTrue();
      assertThat(
              made.client().serviceClientConfiguration().overrideConfiguration().apiCallTimeout())
          .contains(Duration.ofSeconds(10));
    }
  }
}
