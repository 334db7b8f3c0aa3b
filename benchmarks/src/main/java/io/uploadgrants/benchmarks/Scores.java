package io.uploadgrants.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What the benchmarks of this package scored. They run in rounds, each in a JVM of its own, so that
 * whatever else the machine does meets all of them alike; the best second counts, since other work
 * can only slow one down.
 */
final class Scores {

  private final Map<String, List<Double>> times = new HashMap<>();
  private final Map<String, List<Double>> bytes = new HashMap<>();
  private final Map<String, String> units = new HashMap<>();

  private Scores() {}

  static Scores measure(int rounds, int warmup, int seconds, String log) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(Scores.class.getPackageName())
            .forks(1)
            // Waits for the compiler, or a busy machine would measure peers that aren't compiled
            // yet.
            .jvmArgsAppend("-Xbatch")
            .warmupIterations(warmup)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .output(log)
            .build();
    Scores scores = new Scores();
    for (int round = 0; round < rounds; round++) {
      new Runner(options).run().forEach(scores::add);
    }
    return scores;
  }

  private void add(RunResult run) {
    String name =
        run.getParams().getBenchmark().substring(Scores.class.getPackageName().length() + 1);
    Result<?> time = run.getPrimaryResult();
    Result<?> allocated =
        Objects.requireNonNull(run.getSecondaryResults().get("gc.alloc.rate.norm"));
    times.computeIfAbsent(name, any -> new ArrayList<>()).add(time.getStatistics().getMin());
    bytes.computeIfAbsent(name, any -> new ArrayList<>()).add(allocated.getScore());
    units.put(name, time.getScoreUnit().startsWith("ms") ? "ms" : "µs");
  }

  double time(String benchmark) {
    return best(times, benchmark);
  }

  /** Returns time and allocation: {@code 1.02 µs, 2,648 B}. */
  String text(String benchmark) {
    double time = time(benchmark);
    String format =
        time < 10 ? "%.2f %s, %,.0f B" : time < 100 ? "%.1f %s, %,.0f B" : "%.0f %s, %,.0f B";
    return String.format(Locale.ROOT, format, time, units.get(benchmark), best(bytes, benchmark));
  }

  private static double best(Map<String, List<Double>> values, String benchmark) {
    return Collections.min(Objects.requireNonNull(values.get(benchmark), benchmark));
  }
}
