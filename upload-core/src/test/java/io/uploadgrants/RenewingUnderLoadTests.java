package io.uploadgrants;

import static io.uploadgrants.TestGrants.NOW;
import static io.uploadgrants.TestGrants.session;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** One thread renews, however many need it. */
// A thread that reads or waits for ever heeds no interrupt.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RenewingUnderLoadTests {

  private static final UploadRequest REQUEST = UploadRequest.of("p").build();

  private static final Instant NEEDED = NOW.plusSeconds(300);
  private static final AwsCredentials SHORT = session("short", Duration.ofMinutes(1));
  private static final AwsCredentials DEAD = session("dead", Duration.ofSeconds(-1));
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

  private static final int THREADS = 50;

  @Test
  void oneAsksAndTheOthersSignWithLivingCredentialsMeanwhile() throws Exception {
    CountDownLatch othersAreDone = new CountDownLatch(THREADS - 1);
    Providers providers =
        new Providers(
            fixed(SHORT),
            () -> {
              await(othersAreDone);
              return LONG;
            });
    SigningCredentials credentials = SigningCredentials.renewing(providers);
    List<Used> all =
        inParallel(
            () -> {
              var used = credentials.until(NEEDED, NOW, REQUEST);
              othersAreDone.countDown();
              return new Used(used.accessKeyId());
            });
    assertThat(all).filteredOn(used -> used.id().equals("long")).hasSize(1);
    assertThat(all).filteredOn(used -> used.id().equals("short")).hasSize(THREADS - 1);
    assertThat(providers.asked).hasValue(2);
  }

  @Test
  void noneSignsWithDeadCredentialsWhileLivingOnesAreOnTheirWay() throws Exception {
    for (int round = 0; round < 50; round++) {
      Providers providers = new Providers(fixed(DEAD), fixed(LONG));
      SigningCredentials credentials = SigningCredentials.renewing(providers);
      List<Used> all =
          inParallel(() -> new Used(credentials.until(NEEDED, NOW, REQUEST).accessKeyId()));
      assertThat(all).extracting(Used::id).containsOnly("long");
      assertThat(providers.asked).hasValue(2);
    }
  }

  @Test
  void noneWaitsForeverForARenewalThatNeverEnds() throws Exception {
    CountDownLatch renewing = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Providers providers =
        new Providers(
            fixed(DEAD),
            () -> {
              renewing.countDown();
              await(over);
              return LONG;
            });
    SigningCredentials credentials = new RenewingCredentials(providers, Duration.ofMillis(50));
    ExecutorService first = Executors.newSingleThreadExecutor();
    try {
      Future<?> asking = first.submit(() -> credentials.until(NEEDED, NOW, REQUEST));
      await(renewing);
      assertThatThrownBy(() -> credentials.until(NEEDED, NOW, REQUEST))
          .isInstanceOf(IssuanceFailedException.class)
          .hasMessageContainingAll("expired", "try again");
      over.countDown();
      assertThat(asking.get()).isEqualTo(LONG);
    } finally {
      over.countDown();
      first.shutdownNow();
    }
  }

  private record Used(String id) {}

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, SECONDS)).as("the others don't wait").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> List<T> inParallel(Supplier<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return work.get();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
