package io.uploadgrants.sts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many threads at once, and what becomes of them. */
final class Threads {

  private Threads() {}

  /** Runs the same work on many threads, and returns when all of them have ended. */
  static <T> List<T> together(int threads, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return work.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
      assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).as("all threads ended").isTrue();
    }
  }

  /** Waits until none of the threads that make calls is left; a stuck one would stay. */
  static void assertNoneOfOursIsStuck() throws InterruptedException {
    for (int i = 0; i < 600 && ours() > 0; i++) {
      Thread.sleep(50);
    }
    assertThat(ours()).as("threads that still make calls").isZero();
  }

  private static long ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("upload-sessions"))
        .count();
  }
}
