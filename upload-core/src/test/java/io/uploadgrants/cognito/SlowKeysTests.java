package io.uploadgrants.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.IssuanceFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** An endpoint whose answers never end: a byte now and then, so that no read times out. */
// A thread that reads or waits for ever heeds no interrupt.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SlowKeysTests {

  private static final Signer FIRST = Signer.rsa("key-1");
  private static final Signer SECOND = Signer.other("key-2");
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final JwksServer jwks = new JwksServer(FIRST);
  private final AtomicReference<Instant> now = new AtomicReference<>(TestTokens.NOW);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    jwks.close();
    threads.shutdownNow();
  }

  private UserPoolTokens tokens(Duration deadline, Duration patience) {
    return UserPoolTokens.of(CognitoStub.POOL, CognitoStub.CLIENT)
        .jwksUri(jwks.uri())
        .clock(now::get)
        .waits(deadline, patience)
        .build();
  }

  private static String by(Signer signer) {
    return signer.sign(
        TestTokens.access()
            .expirationTime(TestTokens.at(TestTokens.NOW.plusSeconds(1_000_000)))
            .build());
  }

  private void pastFresh() {
    now.updateAndGet(present -> present.plus(UserPoolKeys.FRESH).plusSeconds(1));
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUpAsAWhole() {
    jwks.drips();
    UserPoolTokens tokens = tokens(SHORT, LONG);
    String token = by(FIRST);

    assertThatThrownBy(() -> tokens.verify(token)).isInstanceOf(IssuanceFailedException.class);
  }

  @Test
  void knownKeysServeWhileOneCallerWaitsForNewOnes() throws Exception {
    UserPoolTokens tokens = tokens(LONG, LONG);
    String token = by(FIRST);
    tokens.verify(token);
    jwks.drips();
    pastFresh();

    Future<UserPoolToken> waiting = threads.submit(() -> tokens.verify(token));
    while (jwks.requests() < 2) {
      Thread.sleep(1);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(tokens.verify(token).username()).isEqualTo("alice");
    }

    assertThat(waiting).isNotDone();
    assertThat(jwks.requests()).isEqualTo(2);
    jwks.close();
    assertThat(waiting.get().username()).isEqualTo("alice");
  }

  @Test
  void theOneWhoWaitsUsesTheKnownKeysAfterAMoment() {
    UserPoolTokens tokens = tokens(LONG, SHORT);
    String token = by(FIRST);
    tokens.verify(token);
    jwks.drips();
    pastFresh();

    assertThat(tokens.verify(token).username()).isEqualTo("alice");
  }

  @Test
  void whoComesByAnUnknownKeyIsToldToComeAgainAfterAMomentHoweverManyAsk() {
    UserPoolTokens tokens = tokens(LONG, SHORT);
    tokens.verify(by(FIRST));
    jwks.drips();
    String unknown = by(SECOND);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> tokens.verify(unknown)).isInstanceOf(IssuanceFailedException.class);
    }

    assertThat(jwks.requests()).isEqualTo(2);
    assertThat(tokens.verify(by(FIRST)).username()).isEqualTo("alice");
  }

  @Test
  void aClockThatIsSetBackMakesNobodyWait() {
    UserPoolTokens tokens = tokens(SHORT, SHORT);
    tokens.verify(by(FIRST));
    jwks.drips();

    now.updateAndGet(present -> present.minusMillis(50));
    assertThat(tokens.verify(by(FIRST)).username()).isEqualTo("alice");
    assertThat(jwks.requests()).isEqualTo(1);
    now.updateAndGet(present -> present.minus(UserPoolKeys.FRESH));
    assertThat(tokens.verify(by(FIRST)).username()).isEqualTo("alice");
  }
}
