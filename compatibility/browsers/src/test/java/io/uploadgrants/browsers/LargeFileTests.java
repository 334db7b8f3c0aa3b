package io.uploadgrants.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.browsers.ClientPage.Outcome;
import io.uploadgrants.browsers.ClientPage.Running;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** A file that wouldn't fit into a page's memory: {@code -Duploads.size=1073741824}. */
@EnabledIfSystemProperty(named = "uploads.size", matches = "[0-9]+")
class LargeFileTests extends ClientSuite {

  private static final double ROOM = 16 * MIB;

  @Test
  void thePagesHeapStaysFlat(@TempDir Path folder, TestReporter reporter) throws IOException {
    long size = Long.getLong("uploads.size");
    Path file = folder.resolve("film.mp4");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    chromium().driver().findElement(By.id("chooser")).sendKeys(file.toString());
    double before = heap();
    long began = System.nanoTime();

    Running running = page.uploadChosen("video");
    double most = before;
    while (!List.of("completed", "failed").contains(running.state())) {
      most = Math.max(most, heap());
    }

    Outcome outcome = running.end();
    assertThat(outcome.failed()).isEmpty();
    assertThat(outcome.text("size")).isEqualTo(String.valueOf(size));
    reporter.publishEntry(
        Map.of(
            "seconds", String.valueOf(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)),
            "heap before", String.valueOf(before),
            "heap at most", String.valueOf(most),
            "heap after", String.valueOf(heap())));
    assertThat(most - before).as("bytes of the page's heap").isLessThan(ROOM);
  }

  /** What is in use of the page's heap, once it is cleared of what isn't. */
  private double heap() {
    chromium().driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    chromium().driver().executeCdpCommand("Performance.enable", Map.of());
    Map<String, Object> answer =
        chromium().driver().executeCdpCommand("Performance.getMetrics", Map.of());
    return ((List<?>) answer.getOrDefault("metrics", List.of()))
        .stream()
            .map(metric -> (Map<?, ?>) metric)
            .filter(metric -> "JSHeapUsedSize".equals(metric.get("name")))
            .mapToDouble(metric -> Double.parseDouble(String.valueOf(metric.get("value"))))
            .findFirst()
            .orElseThrow();
  }
}
