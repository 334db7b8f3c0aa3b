package io.uploadgrants.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.UploadServer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A hundred tests at once, which see nothing of each other. */
class ParallelTests {

  private static final Map<Class<?>, String> BUCKETS = new ConcurrentHashMap<>();
  private static final Set<String> SEEN_ELSEWHERE =
      Collections.newSetFromMap(new ConcurrentHashMap<>());
  private static final AtomicInteger RUNNING = new AtomicInteger();
  private static final AtomicInteger MOST = new AtomicInteger();

  @Test
  void noneOfAHundredTestsSeesAnotherClassesObjects() {
    Replaced.run(
            new Surroundings(() -> Backend.EMBEDDED, true, Backend::open),
            Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "10"),
            Class01.class,
            Class02.class,
            Class03.class,
            Class04.class,
            Class05.class,
            Class06.class,
            Class07.class,
            Class08.class,
            Class09.class,
            Class10.class,
            Class11.class,
            Class12.class,
            Class13.class,
            Class14.class,
            Class15.class,
            Class16.class,
            Class17.class,
            Class18.class,
            Class19.class,
            Class20.class)
        .testEvents()
        .assertStatistics(events -> events.started(100).succeeded(100));

    assertThat(BUCKETS).hasSize(20);
    assertThat(Set.copyOf(BUCKETS.values())).hasSize(20);
    assertThat(SEEN_ELSEWHERE).isEmpty();
    assertThat(MOST).as("how many ran at once").hasValueGreaterThan(1);
  }

  @ExtendWith(Replaced.class)
  @UploadTest
  abstract static class OwnObjects {

    @RepeatedTest(5)
    void seesNoObjectsOfOtherClasses(UploadServer server) {
      String prefix = getClass().getSimpleName() + "/";
      MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
      assertThat(BUCKETS.computeIfAbsent(getClass(), first -> server.bucket()))
          .isEqualTo(server.bucket());
      for (int i = 0; i < 5; i++) {
        String key = prefix + Thread.currentThread().getId() + "/" + i;
        server
            .client()
            .putObject(put -> put.bucket(server.bucket()).key(key), RequestBody.fromString(prefix));
        server.client().listObjectsV2(list -> list.bucket(server.bucket())).contents().stream()
            .map(S3Object::key)
            .filter(seen -> !seen.startsWith(prefix))
            .forEach(SEEN_ELSEWHERE::add);
      }
      RUNNING.decrementAndGet();
    }
  }

  static final class Class01 extends OwnObjects {}

  static final class Class02 extends OwnObjects {}

  static final class Class03 extends OwnObjects {}

  static final class Class04 extends OwnObjects {}

  static final class Class05 extends OwnObjects {}

  static final class Class06 extends OwnObjects {}

  static final class Class07 extends OwnObjects {}

  static final class Class08 extends OwnObjects {}

  static final class Class09 extends OwnObjects {}

  static final class Class10 extends OwnObjects {}

  static final class Class11 extends OwnObjects {}

  static final class Class12 extends OwnObjects {}

  static final class Class13 extends OwnObjects {}

  static final class Class14 extends OwnObjects {}

  static final class Class15 extends OwnObjects {}

  static final class Class16 extends OwnObjects {}

  static final class Class17 extends OwnObjects {}

  static final class Class18 extends OwnObjects {}

  static final class Class19 extends OwnObjects {}

  static final class Class20 extends OwnObjects {}
}
