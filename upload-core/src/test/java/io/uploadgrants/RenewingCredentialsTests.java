package io.uploadgrants;

import static io.uploadgrants.TestGrants.NOW;
import static io.uploadgrants.TestGrants.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.equipment.logs.RecordedLogs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

@Isolated("It reads the log, which is everybody's")
class RenewingCredentialsTests {

  private static final UploadRequest REQUEST = UploadRequest.of("p").build();

  private static final Instant NEEDED = NOW.plusSeconds(300);
  private static final AwsCredentials SHORT = session("short", Duration.ofMinutes(1));
  private static final AwsCredentials LONG = session("long", Duration.ofHours(1));

  /** Hands out one provider after the other, and the last one for ever. */
  private static final class Providers implements Supplier<AwsCredentialsProvider> {
    private final Deque<AwsCredentialsProvider> left = new ArrayDeque<>();
    private final AtomicInteger asked = new AtomicInteger();

    Providers(AwsCredentialsProvider... all) {
      left.addAll(List.of(all));
    }

    @Override
    public synchronized AwsCredentialsProvider get() {
      asked.incrementAndGet();
      return left.size() > 1 ? left.removeFirst() : left.getFirst();
    }
  }

  private static AwsCredentialsProvider fixed(AwsCredentials credentials) {
    return () -> credentials;
  }

  private static AwsCredentialsProvider failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  /** Remembers whether it was closed. */
  private static final class Closeable implements AwsCredentialsProvider, SdkAutoCloseable {
    private final AwsCredentials credentials;
    private boolean closed;

    Closeable(AwsCredentials credentials) {
      this.credentials = credentials;
    }

    @Override
    public AwsCredentials resolveCredentials() {
      return credentials;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Nested
  class WhenCredentialsOutliveTheGrant {

    @Test
    void theSameProviderIsAskedAgain() {
      Providers providers = new Providers(fixed(LONG));
      SigningCredentials credentials = SigningCredentials.renewing(providers);
      assertThat(credentials.until(NEEDED, NOW, REQUEST)).isSameAs(LONG);
      assertThat(credentials.until(NEEDED, NOW.plusSeconds(11), REQUEST)).isSameAs(LONG);
      assertThat(providers.asked).hasValue(1);
    }

    @Test
    void credentialsThatDieTogetherWithTheGrantAreKept() {
      AwsCredentials exact = session("exact", NEEDED);
      Providers providers = new Providers(fixed(exact), fixed(LONG));
      assertThat(SigningCredentials.renewing(providers).until(NEEDED, NOW, REQUEST))
          .isSameAs(exact);
      assertThat(providers.asked).hasValue(1);
    }

    @Test
    void credentialsWithoutAnEndAreNeverRenewed() {
      Providers providers = new Providers(fixed(TestGrants.CREDENTIALS));
      SigningCredentials credentials = SigningCredentials.renewing(providers);
      assertThat(credentials.until(NOW.plus(Duration.ofDays(7)), NOW, REQUEST))
          .isSameAs(TestGrants.CREDENTIALS);
      assertThat(providers.asked).hasValue(1);
    }
  }

  @Nested
  class WhenCredentialsDieBeforeTheGrant {

    @Test
    void aNewProviderIsAsked() {
      Providers providers = new Providers(fixed(SHORT), fixed(LONG));
      SigningCredentials credentials = SigningCredentials.renewing(providers);
      assertThat(credentials.until(NEEDED, NOW, REQUEST)).isSameAs(LONG);
      assertThat(credentials.until(NEEDED, NOW, REQUEST)).isSameAs(LONG);
      assertThat(providers.asked).hasValue(2);
    }

    @Test
    void theLongerLivingOnesAreKept() {
      Closeable worse = new Closeable(session("worse", Duration.ofSeconds(59)));
      Providers providers = new Providers(fixed(SHORT), worse);
      SigningCredentials credentials = SigningCredentials.renewing(providers);
      assertThat(credentials.until(NEEDED, NOW, REQUEST)).isSameAs(SHORT);
      assertThat(worse.closed).as("the provider that isn't used is closed").isTrue();
      assertThat(credentials.until(NEEDED, NOW.plusSeconds(1), REQUEST)).isSameAs(SHORT);
    }

    @Test
    void whenNoneLiveLongEnoughNewOnesAreAskedForAtHalfTheirLife() {
      Providers providers = new Providers(fixed(SHORT));
      SigningCredentials credentials = SigningCredentials.renewing(providers);
      credentials.until(NEEDED, NOW, REQUEST);
      assertThat(providers.asked).hasValue(2);
      credentials.until(NEEDED, NOW.plusMillis(29_999), REQUEST);
      assertThat(providers.asked).hasValue(2);
      credentials.until(NEEDED, NOW.plusSeconds(30), REQUEST);
      assertThat(providers.asked).hasValue(3);
    }

    @Test
    void theReplacedProviderIsClosedOneRenewalLater() {
      Closeable first = new Closeable(SHORT);
      Closeable second = new Closeable(session("second", Duration.ofMinutes(2)));
      Closeable third = new Closeable(LONG);
      SigningCredentials credentials =
          SigningCredentials.renewing(new Providers(first, second, third));
      credentials.until(NEEDED, NOW, REQUEST);
      assertThat(first.closed).as("another thread may still be asking it").isFalse();
      credentials.until(NEEDED, NOW.plusSeconds(60), REQUEST);
      assertThat(first.closed).isTrue();
      assertThat(second.closed).isFalse();
      assertThat(third.closed).isFalse();
    }
  }

  @Nested
  class WhenTheRenewalFails {

    @Test
    void thePresentCredentialsSign() {
      Providers providers =
          new Providers(fixed(SHORT), failing(SdkClientException.create("STS is down")));
      assertThat(SigningCredentials.renewing(providers).until(NEEDED, NOW, REQUEST))
          .isSameAs(SHORT);
    }

    @Test
    void thePresentCredentialsSignWhenNoProviderCanBeMade() {
      AtomicInteger made = new AtomicInteger();
      SigningCredentials credentials =
          SigningCredentials.renewing(
              () -> {
                if (made.incrementAndGet() > 1) {
                  throw new IllegalStateException("no provider for secret-of-short");
                }
                return fixed(SHORT);
              });
      assertThat(credentials.until(NEEDED, NOW, REQUEST)).isSameAs(SHORT);
      assertThat(made).hasValue(2);
    }

    @Test
    void theLogNamesTheFailureButNotItsText() {
      RecordedLogs.clear();
      Providers providers =
          new Providers(
              fixed(SHORT),
              failing(
                  new IllegalStateException(
                      "bad secret-of-short", new IllegalArgumentException("bad token-of-short"))));
      SigningCredentials.renewing(providers).until(NEEDED, NOW, REQUEST);
      assertThat(RecordedLogs.lines())
          .singleElement()
          .asString()
          .contains("WARN", "IllegalStateException", "IllegalArgumentException", "2026-11-24")
          .doesNotContain("secret-of-short", "token-of-short");
    }
  }

  @Nested
  class WhenThereAreNone {

    static List<RuntimeException> failures() {
      return List.of(
          SdkClientException.create("secret-of-x"),
          new IllegalStateException("secret-of-x"),
          new NullPointerException("secret-of-x"),
          new CancellationException("secret-of-x"),
          new UnsupportedOperationException("secret-of-x", new RuntimeException("secret-of-x")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aProviderThatThrowsFailsTheGrantWithoutItsText(RuntimeException failure) {
      SigningCredentials renewing = SigningCredentials.renewing(() -> failing(failure));
      SigningCredentials fixed = SigningCredentials.of(failing(failure));
      for (SigningCredentials credentials : List.of(renewing, fixed)) {
        assertFailsWithoutText(credentials);
      }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aSupplierThatThrowsFailsTheGrantWithoutItsText(RuntimeException failure) {
      assertFailsWithoutText(
          SigningCredentials.renewing(
              () -> {
                throw failure;
              }));
    }

    private static void assertFailsWithoutText(SigningCredentials credentials) {
      UploadGrants grants =
          TestGrants.builder().credentials(credentials).profile(TestGrants.any().build()).build();
      assertThatThrownBy(() -> grants.grant(TestGrants.request().build()))
          .isInstanceOfSatisfying(
              IssuanceFailedException.class,
              failed -> assertThat(failed.code()).isEqualTo(ErrorCode.ISSUANCE_FAILED))
          .hasMessageContaining("provide them in the environment")
          .message()
          .doesNotContain("secret-of-x");
    }

    @Test
    void aLaterGrantWorksOnceCredentialsAreThere() {
      Providers providers =
          new Providers(failing(SdkClientException.create("not yet")), fixed(LONG));
      AtomicInteger calls = new AtomicInteger();
      AwsCredentialsProvider recovering =
          () -> {
            if (calls.getAndIncrement() == 0) {
              return providers.get().resolveCredentials();
            }
            return LONG;
          };
      SigningCredentials credentials = SigningCredentials.renewing(() -> recovering);
      assertThatThrownBy(() -> credentials.until(NEEDED, NOW, REQUEST))
          .isInstanceOf(IssuanceFailedException.class);
      assertThat(credentials.until(NEEDED, NOW, REQUEST)).isSameAs(LONG);
    }
  }
}
