package io.uploadgrants.sts;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that call a source. */
final class SessionThreads {

  /**
   * How many calls are under way at once. Each holds a thread for as long as the service is silent,
   * so without a bound a silent service would take one for every caller; STS answers in a fraction
   * of a second, and throttles an account long before so many at a time.
   */
  static final int MOST = 256;

  private static final Duration IDLE = Duration.ofSeconds(1);

  private SessionThreads() {}

  /**
   * Returns threads as many as there are calls, none of which keeps the JVM alive or outlives its
   * use. What comes while all are busy is rejected at once: in a queue it would only grow late.
   */
  static Executor pool() {
    return new ThreadPoolExecutor(
        0,
        MOST,
        IDLE.toMillis(),
        TimeUnit.MILLISECONDS,
        new SynchronousQueue<>(),
        SessionThreads::thread);
  }

  /** A thread that has nothing of the caller for whom it happens to be made. */
  private static Thread thread(Runnable task) {
    Thread thread = new Thread(null, task, "upload-sessions", 0, false);
    thread.setContextClassLoader(SessionThreads.class.getClassLoader());
    thread.setDaemon(true);
    return thread;
  }
}
