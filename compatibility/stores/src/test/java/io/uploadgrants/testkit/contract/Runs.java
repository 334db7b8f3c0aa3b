package io.uploadgrants.testkit.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A contract, run on what breaks it.
 *
 * @param passed the tests that passed all the same
 * @param failed those that failed
 * @param failures the texts of the failures
 */
record Runs(List<String> passed, List<String> failed, List<String> failures) {

  /** The condition of what is to be run here alone, since it fails. */
  static final String RUNNING = "io.uploadgrants.testkit.contract.Runs#running";

  private static final AtomicInteger RUNS = new AtomicInteger();

  static boolean running() {
    return RUNS.get() > 0;
  }

  static Runs of(Class<?> contract) {
    return of(selectClass(contract));
  }

  static Runs of(DiscoverySelector... selectors) {
    RUNS.incrementAndGet();
    try {
      return run(selectors);
    } finally {
      RUNS.decrementAndGet();
    }
  }

  private static Runs run(DiscoverySelector... selectors) {
    Runs runs = new Runs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectors).build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
                if (test.isTest()) {
                  (passed ? runs.passed : runs.failed).add(test.getUniqueId());
                }
                result.getThrowable().ifPresent(thrown -> runs.failures.add(thrown.toString()));
              }
            });
    return runs;
  }
}
