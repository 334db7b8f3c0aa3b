package io.uploadgrants.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a pool's keys are fetched, and what holds while they can't be. */
class UserPoolKeysTests {

  private static final Signer FIRST = Signer.rsa("key-1");
  private static final Signer SECOND = Signer.other("key-2");
  private static final String BY_FIRST = FIRST.sign(longLived());
  private static final String BY_SECOND = SECOND.sign(longLived());

  @AutoClose private final JwksServer jwks = new JwksServer(FIRST);
  private final AtomicReference<Instant> now = new AtomicReference<>(TestTokens.NOW);
  private final UserPoolTokens tokens =
      UserPoolTokens.of(CognitoStub.POOL, CognitoStub.CLIENT)
          .jwksUri(jwks.uri())
          .clock(now::get)
          .build();

  private static JWTClaimsSet longLived() {
    return TestTokens.access()
        .expirationTime(TestTokens.at(TestTokens.NOW.plusSeconds(1_000_000)))
        .build();
  }

  private void later(Duration time) {
    now.updateAndGet(present -> present.plus(time));
  }

  @Test
  void keysAreFetchedOnceAndKept() {
    for (int i = 0; i < 50; i++) {
      tokens.verify(BY_FIRST);
    }
    later(UserPoolKeys.FRESH.minusSeconds(1));
    tokens.verify(BY_FIRST);

    assertThat(jwks.requests()).isOne();
  }

  @Test
  void threadsThatNeedTheKeysAtOnceFetchThemOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      Callable<UserPoolToken> verify = () -> tokens.verify(BY_FIRST);
      List<Future<UserPoolToken>> running = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        running.add(threads.submit(verify));
      }
      for (Future<UserPoolToken> each : running) {
        assertThat(each.get().username()).isEqualTo("alice");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(jwks.requests()).isOne();
  }

  @Test
  void aNewKeyIsFetchedAtOnce() {
    tokens.verify(BY_FIRST);
    jwks.has(FIRST, SECOND);

    tokens.verify(BY_SECOND);
    tokens.verify(BY_FIRST);

    assertThat(jwks.requests()).isEqualTo(2);
  }

  @Test
  void aKeyThatIsGoneIsRefusedOnceTheKeysAreFetchedAgain() {
    tokens.verify(BY_FIRST);
    jwks.has(SECOND);
    later(UserPoolKeys.FRESH.plusSeconds(1));

    assertRefused(BY_FIRST);
    tokens.verify(BY_SECOND);
  }

  @Test
  void manyUnknownKeysMakeFewRequests() {
    tokens.verify(BY_FIRST);

    for (int i = 0; i < 500; i++) {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown-" + i % 10).build();
      assertRefused(i < 10 ? SECOND.sign(header, longLived()) : BY_SECOND);
    }
    tokens.verify(BY_FIRST);

    assertThat(jwks.requests()).isEqualTo(2);
    later(UserPoolKeys.INTERVAL.plusSeconds(1));
    for (int i = 0; i < 500; i++) {
      assertRefused(BY_SECOND);
    }
    assertThat(jwks.requests()).isEqualTo(4);
    tokens.verify(BY_FIRST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500|''",
        "404|{\"keys\":[]}",
        "200|''",
        "200|<html>maintenance</html>",
        "200|{}",
        "200|[]",
        "200|{\"keys\":7}",
        "200|{\"keys\":[]}"
      })
  void anEndpointThatFailsIsEnduredByTheKeysOfBefore(int status, String body) {
    tokens.verify(BY_FIRST);
    jwks.answers(status, body);

    for (int i = 0; i < 5; i++) {
      later(UserPoolKeys.FRESH.plusSeconds(1));
      tokens.verify(BY_FIRST);
      assertRefused(BY_SECOND);
    }
    assertThat(jwks.requests()).isGreaterThan(5);
    jwks.has(SECOND);
    later(UserPoolKeys.FRESH.plusSeconds(1));
    tokens.verify(BY_SECOND);
    assertRefused(BY_FIRST);
  }

  @Test
  void anEndpointThatIsGoneIsEnduredForADay() {
    tokens.verify(BY_FIRST);
    jwks.close();

    later(UserPoolKeys.FRESH.plusSeconds(1));
    tokens.verify(BY_FIRST);
    for (int hour = 1; hour < 24; hour++) {
      now.set(TestTokens.NOW.plusSeconds(3_600L * hour));
      tokens.verify(BY_FIRST);
    }
    now.set(TestTokens.NOW.plus(UserPoolKeys.KEPT).plusSeconds(301));
    assertUnavailable();
  }

  @Test
  void unknownKeysDoNotUseUpWhatKnownOnesNeed() {
    tokens.verify(BY_FIRST);
    jwks.answers(500, "");

    for (int i = 0; i < 60; i++) {
      later(Duration.ofSeconds(7));
      assertRefused(BY_SECOND);
      assertRefused(BY_SECOND);
      assertRefused(BY_SECOND);
      tokens.verify(BY_FIRST);
    }
  }

  @Test
  void withoutAnyKeysNoTokenCanBeChecked() {
    jwks.answers(503, "");

    for (int i = 0; i < 10; i++) {
      assertUnavailable();
    }
    assertThat(jwks.requests()).isEqualTo(2);
    jwks.has(FIRST);
    later(UserPoolKeys.INTERVAL.plusSeconds(1));
    tokens.verify(BY_FIRST);
  }

  @Test
  void moreThanFiftyKilobytesAreNoKeys() {
    String keys = new JWKSet(FIRST.key()).toString(true);
    jwks.answers(
        200, "{\"x\":\"%s\",%s".formatted("x".repeat(UserPoolKeys.MAX_SIZE), keys.substring(1)));

    assertUnavailable();
  }

  private void assertUnavailable() {
    assertThatThrownBy(() -> tokens.verify(BY_FIRST))
        .isInstanceOf(IssuanceFailedException.class)
        .hasMessageNotContaining(BY_FIRST);
  }

  private void assertRefused(String token) {
    UploadException refusal = null;
    try {
      tokens.verify(token);
    } catch (UploadException thrown) {
      refusal = thrown;
    }
    assertThat(refusal).isExactlyInstanceOf(UploadRefusedException.class).hasNoCause();
  }
}
