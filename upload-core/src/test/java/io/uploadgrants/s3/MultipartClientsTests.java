package io.uploadgrants.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.GrantKind;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The clients of uploads in parts: set up as the application likes, and closed with the strategy.
 */
class MultipartClientsTests {

  /** Reaches nothing. */
  private static final class Unreachable implements SdkHttpClient {

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      calls.incrementAndGet();
      throw SdkClientException.create("unreachable");
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void clientsHaveTheSettingsAndAreClosedWithTheStrategy() {
    Unreachable http = new Unreachable();
    try (MultipartStrategy strategy =
        MultipartStrategy.withClientSettings(
            client ->
                client.httpClientBuilder(attributes -> http).overrideConfiguration(o -> {}))) {
      UploadGrants grants =
          TestGrants.builder()
              .strategy(strategy)
              .tickets(EncryptedTickets.of(TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu")))
              .profile(UploadProfile.named("video").kinds(GrantKind.MULTIPART).build())
              .build();

      assertThatExceptionOfType(IssuanceFailedException.class)
          .isThrownBy(() -> grants.grant(UploadRequest.of("video").by("alice").size(5L).build()));
      assertThat(http.calls).hasPositiveValue();
      assertThat(http.closed).hasValue(0);
    }
    assertThat(http.closed).hasValue(1);
  }
}
