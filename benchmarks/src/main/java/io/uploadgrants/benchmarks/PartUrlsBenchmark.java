package io.uploadgrants.benchmarks;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The URLs of the greatest multipart upload that S3 takes: 10,000 parts, each with its length. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PartUrlsBenchmark {

  private static final int PARTS = 10_000;
  private static final long PART_SIZE = 8 << 20;
  static final String UPLOAD_ID = "VXBsb2FkIElEIGZvciA2aWWpbmcncyBteS1tb3ZpZS5tMnRzIHVwbG9hZA";

  private final Ours ours = new Ours();
  private final Peers peers = new Peers();
  private final InstantSource clock = InstantSource.system();

  /** Refuses to compare signers that don't sign the same. */
  @Setup
  public void check() {
    SignedUrl.mustEqual(
        peers.s3PresignerPart(UPLOAD_ID, PARTS, PART_SIZE),
        time -> ours.part(UPLOAD_ID, PARTS, PART_SIZE, time));
  }

  @Benchmark
  public void ours(Blackhole urls) {
    Instant now = clock.instant();
    for (int number = 1; number <= PARTS; number++) {
      urls.consume(ours.part(UPLOAD_ID, number, PART_SIZE, now));
    }
  }

  @Benchmark
  public void s3Presigner(Blackhole urls) {
    for (int number = 1; number <= PARTS; number++) {
      urls.consume(peers.s3PresignerPart(UPLOAD_ID, number, PART_SIZE));
    }
  }
}
